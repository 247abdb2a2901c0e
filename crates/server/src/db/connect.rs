//! Connections and transactions.

use super::{
    migration::Migrator,
    page_key,
    patience::Patience,
    pool::Pool,
    quick::{Here, Quick},
    reason,
    transaction::Transaction,
};
use ring::hmac;
use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend, DbErr, RuntimeErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait as _,
    sqlx::{self, postgres::PgConnectOptions, sqlite::SqliteConnectOptions},
};
use sea_orm_migration::MigratorTrait as _;
use std::{
    str::FromStr as _,
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};

/// The database: one pool to read, one to write. SQLite has one writer at a time, so its writers queue for one
/// connection instead of failing as busy; on PostgreSQL both are the same pool.
#[derive(Clone, Debug)]
pub struct Db {
    read: Pool,
    /// SQLite: what reads without another thread.
    here: Option<Arc<Here>>,
    write: Pool,
    /// How often the writer was asked for: statements and transactions.
    writes: Arc<AtomicU64>,
    /// How long a request waits for it.
    patience: Duration,
    /// By how many microseconds its clock is ahead of the server's.
    ahead: Arc<AtomicI64>,
    page_key: hmac::Key,
}

/// How long to wait for the connection that changes the tables.
const WAIT_POSTGRES: Duration = Duration::from_millis(900);
/// How long to wait for a connection to a file: writers wait for each other, and the file does not go away.
const WAIT_SQLITE: Duration = Duration::from_secs(10);

/// Names the lock under which tables are changed; any number would do that no other program uses on this database.
const MIGRATION_LOCK: i64 = 0x4851_0001;

impl Db {
    /// Connects and brings the tables up to date.
    ///
    /// # Errors
    /// Where the database cannot be reached or changed.
    pub async fn connect(url: &str) -> Result<Self, DbErr> {
        Self::connect_with(url, Patience::USUAL).await
    }

    /// The same, with another patience of requests.
    ///
    /// # Errors
    /// As [`Db::connect`].
    pub async fn connect_with(url: &str, patience: Duration) -> Result<Self, DbErr> {
        let (read, here, write) = if url.starts_with("sqlite:") {
            let (read, here, write) = Self::sqlite(url).await?;
            (read, Some(here), write)
        } else {
            let pool = Self::postgres(url, patience).await?;
            (pool.clone(), None, pool)
        };
        // As a request does: a server that may have a single connection needs no other one for it.
        let page_key = Patience::begin(patience).run(page_key::read(&read)).await?;
        Ok(Self { read, here, write, writes: Arc::default(), patience, ahead: Arc::default(), page_key })
    }

    /// The key of tokens of pages, which all servers of this database share.
    #[must_use]
    pub const fn page_key(&self) -> &hmac::Key {
        &self.page_key
    }

    /// How long a request waits for it.
    #[must_use]
    pub const fn patience(&self) -> Duration {
        self.patience
    }

    async fn sqlite(url: &str) -> Result<(Pool, Arc<Here>, Pool), DbErr> {
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
                    // What `REPLACE` deletes fires the triggers of what is never deleted.
                    .pragma("recursive_triggers", "ON")
                    .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
                    // What was acknowledged survives a power cut: one fdatasync a commit.
                    .synchronous(sqlx::sqlite::SqliteSynchronous::Full)
                    .busy_timeout(WAIT_SQLITE)
                    .statement_cache_capacity(256)
            });
            Database::connect(options).await
        };
        let write = pool(1).await?;
        // SQLite has one server: nobody else changes the tables.
        Migrator::up(&write, None).await?;
        let options = SqliteConnectOptions::from_str(url);
        let options = options.map_err(|error| DbErr::Conn(RuntimeErr::SqlxError(error.into())))?;
        let here = Here::new(options.get_filename().to_owned());
        Ok((Pool::File(pool(4).await?), Arc::new(here), Pool::File(write)))
    }

    async fn postgres(url: &str, patience: Duration) -> Result<Pool, DbErr> {
        migrate(url).await?;
        let options: PgConnectOptions =
            url.parse().map_err(|error: sqlx::Error| DbErr::Custom(error.to_string()))?;
        let options = sqlx::ConnectOptions::disable_statement_logging(options)
            .statement_cache_capacity(256)
            // Since PostgreSQL 12 what is asked for here is the default; PgBouncer refuses to be asked.
            .extra_float_digits(None);
        Ok(Pool::server(&options, patience))
    }

    /// For statements that only read.
    #[must_use]
    pub const fn read(&self) -> &Pool {
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
    pub fn write(&self) -> &Pool {
        self.writes.fetch_add(1, Ordering::Relaxed);
        &self.write
    }

    /// How many statements and transactions have asked for the writer so far, those that still wait for it too.
    #[must_use]
    pub fn writes(&self) -> u64 {
        self.writes.load(Ordering::Relaxed)
    }

    /// By how many microseconds the database's clock is ahead of the server's, as it was found last ([`crate::platform::shared_clock`]).
    #[must_use]
    pub fn ahead(&self) -> i64 {
        self.ahead.load(Ordering::Relaxed)
    }

    /// Says how far it is.
    pub fn set_ahead(&self, micros: i64) {
        self.ahead.store(micros, Ordering::Relaxed);
    }

    /// Begins a transaction that writes.
    ///
    /// # Errors
    /// Where the database is away.
    pub async fn begin(&self) -> Result<Transaction, DbErr> {
        // Immediate: a transaction that read before it writes must not find out at its first write that another was
        // quicker.
        let sqlite_transaction_mode = (self.write.get_database_backend() == DbBackend::Sqlite)
            .then_some(SqliteTransactionMode::Immediate);
        let options = TransactionOptions { sqlite_transaction_mode, ..Default::default() };
        let (write, patience) = (self.write().clone(), Patience::current());
        // In a task of its own, which ends whatever becomes of the request: dropped in the middle (its client has left), sqlx 0.9
        // gives the connection back with the transaction open, and what is written on it next is never committed.
        let begun = tokio::spawn(async move {
            let begin = write.begin(options);
            match patience {
                Some(patience) => patience.run(begin).await,
                None => begin.await,
            }
        });
        begun.await.map_err(|error| DbErr::Custom(error.to_string()))?
    }

    /// Closes every connection; on SQLite the write-ahead log is folded into the file.
    pub async fn close(self) {
        if let Some(here) = &self.here {
            here.close();
        }
        self.read.close().await;
        self.write.close().await;
    }
}

/// Brings the tables of a PostgreSQL database up to date, in one transaction on one connection without deadlines. Of several
/// servers that start at once, one does it and the others wait.
async fn migrate(url: &str) -> Result<(), DbErr> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(1)
        .acquire_timeout(WAIT_POSTGRES)
        .sqlx_logging(false)
        .map_sqlx_postgres_opts(|options| options.extra_float_digits(None));
    let db = match Database::connect(options).await {
        Ok(db) => db,
        Err(error) => return Err(reason(error, url).await),
    };
    let migrated = migrate_on(&db).await;
    let closed = db.close().await;
    migrated.and(closed)
}

async fn migrate_on(db: &DatabaseConnection) -> Result<(), DbErr> {
    let tx = db.begin().await?;
    tx.execute_unprepared("SET TRANSACTION ISOLATION LEVEL READ COMMITTED").await?;
    tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")).await?;
    Migrator::up(&tx, None).await?;
    tx.commit().await
}
