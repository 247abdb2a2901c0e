//! What an error says of the database: whether it is away, busy, or would have taken the work a moment later.

use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr, sqlx};
use std::time::Duration;

/// An error that is nobody's mistake. Nothing of the transaction it came from has happened, unless it came from the commit, and
/// the same work may succeed a moment later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The database cannot be reached, does not answer, shuts down, or takes no writes, as a standby does. The connection is of no
    /// more use, and others to the same server hardly are.
    Away,
    /// It answers, and had no connection or no time for this.
    Busy,
    /// Two transactions were in each other's way, and this one gave way.
    Conflict,
}

impl Fault {
    /// What an error is, if it is one of these. The codes are SQLSTATE (PostgreSQL, appendix A) or SQLite's result codes.
    #[must_use]
    pub fn of(error: &DbErr) -> Option<Self> {
        match error {
            DbErr::ConnectionAcquire(ConnAcquireErr::Timeout) => Some(Self::Busy),
            DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed) => Some(Self::Away),
            DbErr::Exec(RuntimeErr::SqlxError(cause))
            | DbErr::Query(RuntimeErr::SqlxError(cause))
            | DbErr::Conn(RuntimeErr::SqlxError(cause)) => Self::of_driver(cause),
            DbErr::Conn(RuntimeErr::Internal(_)) => Some(Self::Away),
            _ => None,
        }
    }

    fn of_driver(error: &sqlx::Error) -> Option<Self> {
        match error {
            sqlx::Error::PoolTimedOut => Some(Self::Busy),
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            // An answer cut off in the middle.
            | sqlx::Error::Protocol(_)
            | sqlx::Error::BeginFailed
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Some(Self::Away),
            sqlx::Error::Database(error) => Self::of_code(&error.code()?),
            _ => None,
        }
    }

    fn of_code(code: &str) -> Option<Self> {
        match code {
            // serialization_failure, deadlock_detected
            "40001" | "40P01" => Some(Self::Conflict),
            // query_canceled (its time was over), lock_not_available, too_many_connections
            "57014" | "55P03" | "53300" => Some(Self::Busy),
            // SQLite: another program has kept the file locked for longer than writers wait. The higher byte says why.
            _ if code.parse().is_ok_and(|code: u32| code < 10_000 && matches!(code & 0xff, 5 | 6)) => {
                Some(Self::Busy)
            }
            // read_only_sql_transaction: a standby, or a primary that is one now; idle_in_transaction_session_timeout
            "25006" | "25P03" => Some(Self::Away),
            // Connection exceptions; shutting down, starting, crashed, dropped.
            _ if code.starts_with("08") || code.starts_with("57P") => Some(Self::Away),
            _ => None,
        }
    }
}

/// The error of a statement that was given up, because the server had kept silent for so long.
pub(super) fn silent(waited: Duration) -> DbErr {
    let text = format!("the database has not answered for {} ms", waited.as_millis());
    DbErr::Conn(RuntimeErr::Internal(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_of_one_kind() {
        for (code, fault) in [
            ("40001", Some(Fault::Conflict)),
            ("40P01", Some(Fault::Conflict)),
            ("57014", Some(Fault::Busy)),
            ("53300", Some(Fault::Busy)),
            ("25006", Some(Fault::Away)),
            ("57P01", Some(Fault::Away)),
            ("57P03", Some(Fault::Away)),
            ("08006", Some(Fault::Away)),
            ("5", Some(Fault::Busy)),
            ("517", Some(Fault::Busy)),
            ("23505", None),
            ("42601", None),
            ("19", None),
            ("1555", None),
        ] {
            assert_eq!(Fault::of_code(code), fault, "{code}");
        }
    }

    #[test]
    fn a_database_that_keeps_silent_is_away() {
        assert_eq!(Fault::of(&silent(Duration::from_millis(900))), Some(Fault::Away));
        assert_eq!(Fault::of(&DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)), Some(Fault::Busy));
        assert_eq!(Fault::of(&DbErr::Type("no number".to_owned())), None);
        let reset = sqlx::Error::Io(std::io::ErrorKind::ConnectionReset.into());
        assert_eq!(Fault::of_driver(&reset), Some(Fault::Away));
    }
}
