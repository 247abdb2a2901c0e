//! Looking at a journal without making or changing anything.

use super::{Journal, tables::Tables};
use crate::embedded::{
    EmbeddedError,
    postgres::{Ident, Server},
};
use sea_orm::{
    ConnectionTrait as _, DatabaseConnection, SqlxPostgresConnector, SqlxSqliteConnector,
    sqlx::{
        postgres::PgPoolOptions,
        sqlite::{SqliteConnectOptions, SqlitePoolOptions},
    },
};
use sea_orm_migration::MigratorTrait as _;
use std::{path::Path, time::Duration};

/// How long to wait for a connection.
const WAIT: Duration = Duration::from_secs(5);

/// How a journal's tables are.
#[derive(Clone, Debug)]
pub enum Schema {
    /// As this version makes them.
    Current(Journal),
    /// As an earlier version made them: they are brought up to date at the next start.
    Earlier,
    /// Made by a later version, which this one does not know.
    Later,
    /// There are none: it is no journal.
    None,
}

impl Schema {
    /// The journal on the storage server; nothing where its database was not made yet.
    pub async fn on(server: &Server, database: &Ident) -> Result<Option<Self>, EmbeddedError> {
        if !server.has_database(database).await? {
            return Ok(None);
        }
        let pool = PgPoolOptions::new().max_connections(1).acquire_timeout(WAIT);
        let pool = pool.connect_with(server.journal_options(database)).await?;
        Self::of(SqlxPostgresConnector::from_sqlx_postgres_pool(pool)).await.map(Some)
    }

    /// The journal in a file; nothing where the file was not made yet.
    pub async fn at(file: &Path) -> Result<Option<Self>, EmbeddedError> {
        if !tokio::fs::try_exists(file).await? {
            return Ok(None);
        }
        // Where nobody has it open, there is nothing beside it, and SQLite would make that to read it.
        let mut beside = file.as_os_str().to_owned();
        beside.push("-wal");
        let in_use = tokio::fs::try_exists(Path::new(&beside)).await?;
        let options = SqliteConnectOptions::new().filename(file).read_only(true).immutable(!in_use);
        let pool = SqlitePoolOptions::new().max_connections(1).acquire_timeout(WAIT);
        let pool = pool.connect_with(options).await?;
        Self::of(SqlxSqliteConnector::from_sqlx_sqlite_pool(pool)).await.map(Some)
    }

    async fn of(db: DatabaseConnection) -> Result<Self, EmbeddedError> {
        let there = db.query_all_raw(super::sql::sql(db.get_database_backend(), TABLES, [])).await;
        // Either there is no such table, or it cannot be read at all: then the next question fails too.
        let Ok(rows) = there else {
            super::sql::one(&db, "SELECT 1", []).await?;
            return Ok(Self::None);
        };
        let mut applied: Vec<String> = Vec::with_capacity(rows.len());
        for row in rows {
            applied.push(row.try_get("", "version")?);
        }
        let known: Vec<String> = Tables::migrations().iter().map(|step| step.name().to_owned()).collect();
        if applied.iter().any(|name| !known.contains(name)) {
            return Ok(Self::Later);
        }
        if known.iter().any(|name| !applied.contains(name)) {
            return Ok(Self::Earlier);
        }
        Journal::known(db).await.map(Self::Current)
    }
}

/// Which steps of the tables were taken.
const TABLES: &str = "SELECT version FROM seaql_migrations";
