//! Names as they are searched: folded anew, because more is alike than before (addresses: `m0012_addresses`). The order of
//! names is that of their folded letters on both databases. Lines of the audit log are found by their subject.

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
        run(manager, INDEX).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            run(manager, ORDER).await?;
        }
        names_anew(manager).await
    }
}

/// Folds every name as names are folded now.
pub(super) async fn names_anew(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for (table, name) in NAMES {
        fold_anew(manager.get_connection(), table, name).await?;
    }
    Ok(())
}

const INDEX: &[&str] =
    &["CREATE INDEX audit_log_subject_time ON audit_log (organization_id, subject, created_at, id)"];

/// SQLite compares so anyway.
const ORDER: &[&str] = &[
    "ALTER TABLE users ALTER COLUMN name_search TYPE TEXT COLLATE \"C\"",
    "ALTER TABLE organizations ALTER COLUMN name_search TYPE TEXT COLLATE \"C\"",
];

/// So many rows are read at a time.
const AT_ONCE: usize = 500;

/// Tables, and in them the name from which `name_search` follows.
const NAMES: [(&str, &str); 2] = [("users", "full_name"), ("organizations", "name")];

async fn fold_anew(db: &impl ConnectionTrait, table: &str, name: &str) -> Result<(), DbErr> {
    let backend = db.get_database_backend();
    let read =
        format!("SELECT id, {name}, name_search FROM {table} WHERE id > ? ORDER BY id LIMIT {AT_ONCE}");
    let write = format!("UPDATE {table} SET name_search = ? WHERE id = ?");
    let mut last = Uuid::nil();
    loop {
        let rows = db.query_all_raw(sql(backend, &read, [last.into()])).await?;
        for row in &rows {
            last = row.try_get_by_index(0)?;
            let folded = search::fold(&row.try_get_by_index::<String>(1)?);
            if folded != row.try_get_by_index::<String>(2)? {
                db.execute_raw(sql(backend, &write, [Value::from(folded), last.into()])).await?;
            }
        }
        if rows.len() < AT_ONCE {
            return Ok(());
        }
    }
}
