//! Connections and transactions.

use crate::db::{
    migration::Migrator,
    quick::{Here, Quick},
};
use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    DbErr, RuntimeErr, SqliteTransactionMode, TransactionOptions, TransactionTrait, sqlx,
};
use sea_orm_migration::MigratorTrait as _;
use std::{
    str::FromStr as _,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// The database: one pool to read, one to write. SQLite has one writer at a time, so its writers queue for one
/// connection instead of failing as busy; on PostgreSQL both are the same pool.
#[derive(Clone, Debug)]
pub struct Db {
    read: DatabaseConnection,
    /// SQLite: what reads without another thread.
    here: Option<Arc<Here>>,
    write: DatabaseConnection,
    /// How often the writer was asked for: statements and transactions.
    writes: Arc<AtomicU64>,
}

/// How long to wait for a connection. PostgreSQL: the answer "unavailable" has to come within a second. SQLite:
/// writers wait for each other, and the file does not go away.
const WAIT_POSTGRES: Duration = Duration::from_millis(900);
const WAIT_SQLITE: Duration = Duration::from_secs(10);

/// Names the lock under which tables are changed; any number would do that no other program uses on this database.
const MIGRATION_LOCK: i64 = 0x4851_0001;

impl Db {
    /// Connects and brings the tables up to date.
    ///
    /// # Errors
    /// Where the database cannot be reached or changed.
    pub async fn connect(url: &str) -> Result<Self, DbErr> {
        let db =
            if url.starts_with("sqlite:") { Self::sqlite(url).await? } else { Self::postgres(url).await? };
        db.migrate().await?;
        Ok(db)
    }

    /// Brings the tables up to date. Of several servers that start on one PostgreSQL at once, one does it and the
    /// others wait; SQLite has one server.
    async fn migrate(&self) -> Result<(), DbErr> {
        let waits = match self.write.get_database_backend() {
            DbBackend::Postgres => Some(self.write.begin().await?),
            _ => None,
        };
        if let Some(tx) = &waits {
            tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")).await?;
        }
        Migrator::up(&self.write, None).await?;
        match waits {
            Some(tx) => tx.commit().await,
            None => Ok(()),
        }
    }

    async fn sqlite(url: &str) -> Result<Self, DbErr> {
        let pool = async |connections: u32| {
            let mut options = ConnectOptions::new(url);
            options
                .max_connections(connections)
                .acquire_timeout(WAIT_SQLITE)
                .sqlx_logging(false)
                .test_before_acquire(false);
            options.map_sqlx_sqlite_opts(|options| {
                options
                    .create_if_missing(true)
                    .foreign_keys(true)
                    // What is deleted or written over is overwritten with zeros: links of mails, secrets, people.
                    .pragma("secure_delete", "ON")
                    .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
                    // What was acknowledged survives a power cut: one fdatasync a commit.
                    .synchronous(sqlx::sqlite::SqliteSynchronous::Full)
                    .busy_timeout(WAIT_SQLITE)
                    .statement_cache_capacity(256)
            });
            Database::connect(options).await
        };
        let write = pool(1).await?;
        let options = sqlx::sqlite::SqliteConnectOptions::from_str(url);
        let options = options.map_err(|error| DbErr::Conn(RuntimeErr::SqlxError(error.into())))?;
        let here = Here::new(options.get_filename().to_owned());
        Ok(Self { read: pool(4).await?, here: Some(Arc::new(here)), write, writes: Arc::default() })
    }

    async fn postgres(url: &str) -> Result<Self, DbErr> {
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(16)
            .acquire_timeout(WAIT_POSTGRES)
            .connect_timeout(WAIT_POSTGRES)
            .sqlx_logging(false)
            // A connection that broke is found out by its first statement, which answers 503; asking the server
            // before each statement would double the round trips.
            .test_before_acquire(false)
            .map_sqlx_postgres_opts(|options| options.statement_cache_capacity(256));
        let pool = Database::connect(options).await?;
        Ok(Self { read: pool.clone(), here: None, write: pool, writes: Arc::default() })
    }

    /// For statements that only read.
    #[must_use]
    pub const fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// For statements that only read and soon come to an end, as most do: those that follow an index. Others take longer
    /// here than by [`Db::read`].
    #[must_use]
    pub fn quick(&self) -> Quick<'_> {
        Quick { here: self.here.as_deref(), elsewhere: &self.read }
    }

    /// For single statements that write.
    #[must_use]
    pub fn write(&self) -> &DatabaseConnection {
        self.writes.fetch_add(1, Ordering::Relaxed);
        &self.write
    }

    /// How many statements and transactions have asked for the writer so far, those that still wait for it too.
    #[must_use]
    pub fn writes(&self) -> u64 {
        self.writes.load(Ordering::Relaxed)
    }

    /// Begins a transaction that writes.
    ///
    /// # Errors
    /// Where the database is away.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        // Immediate: a transaction that read before it writes must not find out at its first write that another was
        // quicker.
        let sqlite_transaction_mode = (self.write.get_database_backend() == DbBackend::Sqlite)
            .then_some(SqliteTransactionMode::Immediate);
        let options = TransactionOptions { sqlite_transaction_mode, ..Default::default() };
        let write = self.write().clone();
        // In a task of its own, which ends whatever becomes of the request: dropped in the middle (its client has left), sqlx 0.9
        // gives the connection back with the transaction open, and what is written on it next is never committed.
        let begun = tokio::spawn(async move { write.begin_with_options(options).await });
        begun.await.map_err(|error| DbErr::Custom(error.to_string()))?
    }

    /// Closes every connection; on SQLite the write-ahead log is folded into the file.
    pub async fn close(self) {
        if let Some(here) = &self.here {
            here.close();
        }
        let _ = self.read.close().await;
        let _ = self.write.close().await;
    }
}

/// Whether a statement failed because the database could not be reached.
#[must_use]
pub fn is_away(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        // Class 57P: the server is shutting down or starting; class 08: connection exceptions; 53300: no more connections.
        sqlx::Error::Database(error) => error
            .code()
            .is_some_and(|code| code.starts_with("57P") || code.starts_with("08") || code == "53300"),
        _ => false,
    }
}
