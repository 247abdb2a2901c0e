//! Whether what failed can be tried again.

use crate::embedded::EmbeddedError;
use sea_orm::sqlx;
use std::io;

/// Why a step failed: a sentence in English, without secrets.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StepError {
    /// It may go well later.
    #[error("{0}")]
    Again(String),
    /// It never will.
    #[error("{0}")]
    Never(String),
}

impl From<EmbeddedError> for StepError {
    fn from(error: EmbeddedError) -> Self {
        let sentence = error.to_string();
        let again = match &error {
            EmbeddedError::Storage(error) => may_pass(error),
            EmbeddedError::Journal(_) => true,
            EmbeddedError::Folder(error) => {
                !matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
            }
            EmbeddedError::StorageUrl
            | EmbeddedError::Name(_)
            | EmbeddedError::Row(_)
            | EmbeddedError::Seal(_)
            | EmbeddedError::OtherKey
            | EmbeddedError::KeyMissing => false,
        };
        if again { Self::Again(sentence) } else { Self::Never(sentence) }
    }
}

impl From<sea_orm::DbErr> for StepError {
    fn from(error: sea_orm::DbErr) -> Self {
        EmbeddedError::from(error).into()
    }
}

impl From<io::Error> for StepError {
    fn from(error: io::Error) -> Self {
        EmbeddedError::from(error).into()
    }
}

fn may_pass(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        sqlx::Error::Database(error) => error.code().is_some_and(|code| {
            // Connections (08), resources (53), the server going down, coming up or ending a statement (57), transactions
            // that got in each other's way (40), an object that is in use (55), and two that change one row of the
            // server's catalogues at once, which it calls an internal error. SQLite: busy (5), locked (6).
            ["08", "53", "57", "40", "55"].iter().any(|class| code.len() == 5 && code.starts_with(class))
                || code == "XX000"
                || matches!(code.as_ref(), "5" | "6")
        }),
        _ => false,
    }
}
