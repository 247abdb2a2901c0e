//! How far the tables of a database are.

use super::migration::Migrator;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend, DbErr, Statement};
use sea_orm_migration::MigratorTrait as _;

/// Which steps of the migration a database has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    /// How many of ours were taken.
    pub taken: usize,
    /// How many are taken at the next start.
    pub pending: usize,
    /// What stands there as taken and is unknown here: a newer version took it, or another program.
    pub unknown: Vec<String>,
}

/// Reads which steps were taken, and takes none.
///
/// # Errors
/// Where the database fails.
pub async fn steps(db: &DatabaseConnection) -> Result<Steps, DbErr> {
    let ours: Vec<String> = Migrator::migrations().iter().map(|step| step.name().to_owned()).collect();
    let backend = db.get_database_backend();
    let there = match backend {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'seaql_migrations'"
        }
        _ => {
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'seaql_migrations'"
        }
    };
    let mut taken: Vec<String> = Vec::new();
    if db.query_one_raw(Statement::from_string(backend, there)).await?.is_some() {
        let names = Statement::from_string(backend, "SELECT version FROM seaql_migrations ORDER BY version");
        for row in db.query_all_raw(names).await? {
            taken.push(row.try_get_by_index(0)?);
        }
    }
    let (known, unknown): (Vec<String>, Vec<String>) =
        taken.into_iter().partition(|name| ours.contains(name));
    Ok(Steps { taken: known.len(), pending: ours.len().saturating_sub(known.len()), unknown })
}
