//! Why the embedded broker cannot work.

use super::SealError;
use sea_orm::{DbErr, RuntimeErr, sqlx};

/// Why the embedded broker cannot work. Its texts hold no secret.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    /// The storage URL is none of PostgreSQL.
    #[error("the storage server's URL is not of the form postgres://ROLE:PASSWORD@HOST:PORT/DATABASE")]
    StorageUrl,
    /// The name of a database has other characters than a-z, 0-9 and _.
    #[error("{0} cannot be the name of a database: only a-z, 0-9 and _, beginning with a letter")]
    Name(String),
    /// The data folder cannot be used.
    #[error("the data folder cannot be used: {0}")]
    Folder(#[from] std::io::Error),
    /// The journal cannot be read or written.
    #[error("the journal cannot be used: {0}")]
    Journal(#[from] DbErr),
    /// The journal belongs to another secrets key.
    #[error("the journal belongs to another secrets key")]
    OtherKey,
    /// The journal belongs to a secrets key, and none is configured.
    #[error("the journal belongs to a secrets key, and none is configured")]
    KeyMissing,
    /// The storage server cannot be asked, or refused.
    #[error("{}", sentence(.0))]
    Storage(#[from] sqlx::Error),
    /// What the journal keeps cannot be read.
    #[error("the journal's row cannot be read: {0}")]
    Row(#[from] serde_json::Error),
    /// A secret cannot be sealed or opened.
    #[error(transparent)]
    Seal(#[from] SealError),
}

impl EmbeddedError {
    /// Whether there was no connection to work on: nothing was read or written.
    pub(crate) fn is_away(&self) -> bool {
        match self {
            Self::Storage(error) => no_connection(error),
            Self::Journal(DbErr::ConnectionAcquire(_)) => true,
            Self::Journal(DbErr::Conn(RuntimeErr::SqlxError(error))) => no_connection(error),
            _ => false,
        }
    }
}

/// Class 28 of SQLSTATE is a sign-in that was refused, 57P03 a server that is not ready yet (PostgreSQL, Appendix A).
fn no_connection(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::PoolTimedOut => true,
        sqlx::Error::Io(error) => error.kind() == std::io::ErrorKind::ConnectionRefused,
        sqlx::Error::Database(error) => {
            error.code().is_some_and(|code| code.starts_with("28") || code == "57P03")
        }
        _ => false,
    }
}

/// What happened, in words of the server where it said some; never a URL, never a value.
pub fn sentence(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(error) => error.message().to_owned(),
        sqlx::Error::PoolTimedOut => "no connection to the storage server in time".to_owned(),
        other => other.to_string(),
    }
}
