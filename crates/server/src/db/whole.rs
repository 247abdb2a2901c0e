//! A SQLite database as one file: copied while others write, and looked at before it takes a database's place.

use super::steps::{Steps, steps};
use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend, DbErr, Statement,
};
use std::{path::Path, time::Duration};

/// How long to wait for who writes.
const WAIT: Duration = Duration::from_secs(10);

/// Why a file cannot be HQ's database.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    /// SQLite cannot read it, or it says that it is damaged.
    #[error("it is damaged, or no SQLite database ({0})")]
    Damaged(String),
    /// It is whole, and holds something else.
    #[error("it is no database of HQ")]
    Foreign,
    /// A newer version of HQ made it.
    #[error("it is of a newer version of HQ, which has the step {0}")]
    Newer(String),
}

/// Writes a copy of a database as it is at one moment into a file that is empty or not there, while others go on reading and
/// writing (<https://www.sqlite.org/lang_vacuum.html#vacuuminto>). What was deleted is not in it. The disk may not have it yet.
///
/// # Errors
/// Where the database cannot be read, or the file not be written.
pub async fn copy(database: &Path, into: &Path) -> Result<(), DbErr> {
    let db = open(database, false).await?;
    let into = into.to_str().ok_or_else(|| DbErr::Custom("the path is not UTF-8".to_owned()))?;
    let copied = db
        .execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [into.into()]))
        .await;
    let _ = db.close().await;
    copied.map(drop)
}

/// Moves what a server that was killed has left in the write-ahead log into the database, so that the file alone is everything.
/// Nobody else has it open.
///
/// # Errors
/// Where the database cannot be read or written.
pub async fn fold(database: &Path) -> Result<(), DbErr> {
    let db = open(database, false).await?;
    let folded = db.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await;
    let closed = db.close().await;
    folded.map(drop).and(closed)
}

/// Reads a file to its end that nobody else has open: whether it is a whole database of HQ, of this version or an older one.
/// Changes nothing.
///
/// # Errors
/// Why it is not.
pub async fn check(file: &Path) -> Result<Steps, Unfit> {
    let damaged = |error: DbErr| Unfit::Damaged(error.to_string());
    let db = open(file, true).await.map_err(damaged)?;
    let checked = check_open(&db).await;
    let _ = db.close().await;
    checked
}

async fn check_open(db: &DatabaseConnection) -> Result<Steps, Unfit> {
    if let Some(damage) = damage(db, "integrity_check").await {
        return Err(Unfit::Damaged(damage));
    }
    let steps = steps(db).await.map_err(|error| Unfit::Damaged(error.to_string()))?;
    match steps.unknown.first() {
        _ if steps.taken == 0 => Err(Unfit::Foreign),
        Some(step) => Err(Unfit::Newer(step.clone())),
        None => Ok(steps),
    }
}

/// What SQLite finds wrong with a database, by `quick_check`, or by `integrity_check`, which looks at the indexes too.
pub async fn damage(db: &DatabaseConnection, check: &str) -> Option<String> {
    let statement = Statement::from_string(DbBackend::Sqlite, format!("PRAGMA {check}(1)"));
    match db.query_one_raw(statement).await {
        Ok(row) => {
            let said: String = row.and_then(|row| row.try_get_by_index(0).ok()).unwrap_or_default();
            (said != "ok").then(|| said.replace('\n', " "))
        }
        Err(error) => Some(error.to_string()),
    }
}

/// One connection to a file that is there. `still` says that nobody changes it: then no file is made beside it.
///
/// # Errors
/// Where the file cannot be opened.
pub async fn open(file: &Path, still: bool) -> Result<DatabaseConnection, DbErr> {
    let path = file.to_owned();
    let mut options = ConnectOptions::new("sqlite:");
    options.max_connections(1).acquire_timeout(WAIT).sqlx_logging(false);
    options.map_sqlx_sqlite_opts(move |options| {
        options.filename(&path).create_if_missing(false).read_only(still).immutable(still).busy_timeout(WAIT)
    });
    Database::connect(options).await
}
