//! What only PostgreSQL can have wrong.

use super::{About, Finding, clock};
use crate::{
    config::DatabaseUrl,
    db::reason,
    platform::{clock::Clock, micros::Micros},
};
use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend, DbErr, Statement,
    TryGetable,
};
use std::time::Duration;
use tokio::time::timeout;

/// How long the server may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// The oldest version that HQ works on, as `server_version_num` has it: 14.
const OLDEST: i64 = 140_000;

/// One connection.
pub async fn open(database: &DatabaseUrl) -> Result<DatabaseConnection, Finding> {
    let bad = |error: &DbErr| Finding::bad(About::Database, database.failed(error).to_string());
    let mut options = ConnectOptions::new(database.expose());
    options.max_connections(1).connect_timeout(PATIENCE).acquire_timeout(PATIENCE).sqlx_logging(false);
    match timeout(2 * PATIENCE, Database::connect(options)).await {
        Ok(Ok(db)) => Ok(db),
        Ok(Err(error)) => Err(bad(&reason(error, database.expose()).await)),
        Err(_) => Err(bad(&DbErr::Custom("it does not answer".to_owned()))),
    }
}

/// Whether it is new enough, takes writes, and lets this user make tables.
pub async fn writable(db: &DatabaseConnection) -> Vec<Finding> {
    match read(db).await {
        Ok(facts) => facts.findings(),
        Err(error) => vec![Finding::bad(
            About::Database,
            format!("PostgreSQL does not say how it is: {error}. See its log."),
        )],
    }
}

/// What a server says of itself.
struct Facts {
    version: i64,
    standby: bool,
    read_only: bool,
    makes_tables: bool,
}

async fn read(db: &DatabaseConnection) -> Result<Facts, DbErr> {
    let makes_tables = "COALESCE(has_schema_privilege(current_schema(), 'CREATE'), FALSE)";
    Ok(Facts {
        version: one(db, "current_setting('server_version_num')::bigint").await?,
        standby: one(db, "pg_is_in_recovery()").await?,
        read_only: one(db, "current_setting('transaction_read_only') = 'on'").await?,
        makes_tables: one(db, makes_tables).await?,
    })
}

async fn one<T: TryGetable>(db: &DatabaseConnection, expression: &str) -> Result<T, DbErr> {
    let statement = Statement::from_string(DbBackend::Postgres, format!("SELECT {expression}"));
    let row = db.query_one_raw(statement).await?;
    row.ok_or_else(|| DbErr::Custom("no row".to_owned()))?.try_get_by_index(0)
}

impl Facts {
    fn findings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut bad = |sentence: String| findings.push(Finding::bad(About::Database, sentence));
        if self.version < OLDEST {
            let major = self.version / 10_000;
            bad(format!("PostgreSQL {major} is too old. HQ needs version 14 or newer."));
        }
        if self.standby {
            bad("This server is a standby and takes no writes. Name the primary in --database, or what leads to it.".to_owned());
        } else if self.read_only {
            bad("The database takes no writes (transaction_read_only). Set default_transaction_read_only to off for it and for HQ's user.".to_owned());
        }
        if !self.makes_tables {
            bad("HQ's user may not make tables. Make it the owner: ALTER DATABASE … OWNER TO …, or GRANT CREATE ON SCHEMA public TO it.".to_owned());
        }
        findings
    }
}

/// Whether the server's clock and ours say the same: leases and sessions are judged by either.
pub async fn skew(db: &DatabaseConnection, ours: &dyn Clock) -> Finding {
    let before = crate::platform::clock::micros(ours.now());
    let theirs = one::<Micros>(db, "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint").await;
    let after = crate::platform::clock::micros(ours.now());
    match theirs {
        Ok(theirs) => clock::compare(theirs, before, after),
        Err(error) => {
            Finding::bad(About::Clock, format!("PostgreSQL does not tell its time: {error}. See its log."))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: Facts = Facts { version: 150_012, standby: false, read_only: false, makes_tables: true };

    #[test]
    fn each_fault_is_told_with_what_to_do() {
        assert!(GOOD.findings().is_empty());
        for (facts, word) in [
            (Facts { version: 130_020, ..GOOD }, "PostgreSQL 13 is too old"),
            (Facts { standby: true, read_only: true, ..GOOD }, "standby"),
            (Facts { read_only: true, ..GOOD }, "default_transaction_read_only"),
            (Facts { makes_tables: false, ..GOOD }, "OWNER TO"),
        ] {
            let findings = facts.findings();
            assert_eq!(findings.len(), 1, "{word}");
            assert!(!findings[0].good && findings[0].sentence.contains(word), "{}", findings[0]);
        }
    }
}
