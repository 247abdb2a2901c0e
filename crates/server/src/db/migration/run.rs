//! Statements of a step.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

/// Runs a step's statements in the words of the database at hand.
pub async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    let (uuid, bytes) = match manager.get_database_backend() {
        DbBackend::Sqlite => ("BLOB", "BLOB"),
        _ => ("UUID", "BYTEA"),
    };
    for statement in statements {
        let statement = statement.replace("{uuid}", uuid).replace("{bytes}", bytes);
        manager.get_connection().execute_unprepared(&statement).await?;
    }
    Ok(())
}
