//! People in the order in which they count: "Room 2" before "Room 10".

use super::run;
use crate::{db::sql, platform::search};
use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, DbBackend, Value},
};
use uuid::Uuid;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &["ALTER TABLE users ADD COLUMN name_sort TEXT NOT NULL DEFAULT ''"]).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            // SQLite compares so anyway.
            run(manager, &["ALTER TABLE users ALTER COLUMN name_sort TYPE TEXT COLLATE \"C\""]).await?;
        }
        fill(manager.get_connection()).await
    }
}

/// So many rows are read at a time.
const AT_ONCE: usize = 500;

/// [`search::natural`] of every name.
async fn fill(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let backend = db.get_database_backend();
    let read = format!("SELECT id, name_search FROM users WHERE id > ? ORDER BY id LIMIT {AT_ONCE}");
    let mut last = Uuid::nil();
    loop {
        let rows = db.query_all_raw(sql(backend, &read, [last.into()])).await?;
        for row in &rows {
            last = row.try_get_by_index(0)?;
            let key = search::natural(&row.try_get_by_index::<String>(1)?);
            let write = "UPDATE users SET name_sort = ? WHERE id = ?";
            db.execute_raw(sql(backend, write, [Value::from(key), last.into()])).await?;
        }
        if rows.len() < AT_ONCE {
            return Ok(());
        }
    }
}
