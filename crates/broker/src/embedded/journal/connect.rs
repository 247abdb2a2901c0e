//! Where the journal lies.

use super::{Journal, sql, tables::Tables};
use crate::{
    ambient::{Random, hex},
    embedded::{
        EmbeddedError, Sealer, files,
        postgres::{Ident, Server},
    },
};
use sea_orm::{
    ConnectionTrait as _, DatabaseConnection, SqlxPostgresConnector, SqlxSqliteConnector,
    sqlx::{
        postgres::PgPoolOptions,
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
    },
};
use sea_orm_migration::MigratorTrait as _;
use std::{path::Path, time::Duration};

/// How long to wait for a connection.
const WAIT: Duration = Duration::from_secs(5);
/// How long a writer of the file waits for another.
const WAIT_FILE: Duration = Duration::from_secs(10);
/// Names the lock under which tables are made; any number would do that nobody else uses on this database.
const TABLES_LOCK: i64 = 0x4851_0101;

impl Journal {
    /// The journal in a database of the storage server, made where there is none yet.
    ///
    /// # Errors
    /// Where the server cannot be reached, or does not let its role make a database, or the journal belongs to another key.
    pub async fn on(
        server: &Server,
        database: &Ident,
        (random, sealer): (&Random, &dyn Sealer),
    ) -> Result<Self, EmbeddedError> {
        server.make_journal(database).await?;
        let pool = PgPoolOptions::new()
            .max_connections(8)
            .acquire_timeout(WAIT)
            // Where somebody ends while a transaction begins (a request whose client has left), sqlx 0.9 gives the connection back
            // with it open: what is written on it next would never be committed. A transaction of before began earlier.
            .after_release(|connection, _| {
                Box::pin(async move {
                    let clean = "SELECT now() = statement_timestamp()";
                    sea_orm::sqlx::query_scalar(clean).fetch_one(connection).await
                })
            })
            .connect_with(server.journal_options(database))
            .await?;
        let db = SqlxPostgresConnector::from_sqlx_postgres_pool(pool);
        // Of several processes that begin at once, one makes the tables and the others wait.
        let waits = sea_orm::TransactionTrait::begin(&db).await?;
        waits.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({TABLES_LOCK})")).await?;
        let journal = Self::prepared(db, random, sealer).await?;
        waits.commit().await?;
        Ok(journal)
    }

    /// The journal in a file of the data folder.
    ///
    /// # Errors
    /// Where the file cannot be made or written, or the journal belongs to another key.
    pub async fn at(file: &Path, (random, sealer): (&Random, &dyn Sealer)) -> Result<Self, EmbeddedError> {
        files::make_private(file).await?;
        // Of several processes that begin at once, one makes the tables and the others wait.
        let _one = files::lock(file.with_extension("lock")).await?;
        let options = SqliteConnectOptions::new()
            .filename(file)
            .foreign_keys(true)
            .pragma("secure_delete", "ON")
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(WAIT_FILE);
        let pool = SqlitePoolOptions::new()
            // SQLite has one writer at a time: its writers queue here instead of failing as busy.
            .max_connections(1)
            .acquire_timeout(WAIT_FILE)
            .connect_with(options)
            .await?;
        Self::prepared(SqlxSqliteConnector::from_sqlx_sqlite_pool(pool), random, sealer).await
    }

    async fn prepared(
        db: DatabaseConnection,
        random: &Random,
        sealer: &dyn Sealer,
    ) -> Result<Self, EmbeddedError> {
        Tables::up(&db, None).await?;
        let insert = "INSERT INTO broker_facts (name, value) VALUES ('id', ?) ON CONFLICT (name) DO NOTHING";
        sql::run(&db, insert, [hex::<8>(random).into()]).await?;
        let journal = Self::known(db).await?;
        journal.take_for(sealer).await?;
        Ok(journal)
    }

    /// A journal whose tables are there.
    pub(super) async fn known(db: DatabaseConnection) -> Result<Self, EmbeddedError> {
        let mut journal = Self { db, id: String::new() };
        journal.id = journal.fact("id").await?.unwrap_or_default();
        Ok(journal)
    }
}
