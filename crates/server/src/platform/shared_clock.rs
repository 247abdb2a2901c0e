//! The database's clock, which all servers share: what one takes for a while, another takes over when that is over. Their own
//! clocks may differ by more than such a while.

use crate::{
    app::App,
    db::{Db, Pool},
    jobs::Job,
    platform::{
        clock::{Clock, SharedClock, micros},
        micros::Micros,
    },
};
use sea_orm::{ConnectionTrait as _, DbBackend, DbErr, Statement};
use std::time::Duration;
use time::OffsetDateTime;
use tokio_util::sync::CancellationToken;

/// Comparing the clocks, and how often.
const JOB: Job = Job::new("shared_clock", Duration::from_secs(15));
/// From so many microseconds on the difference is worth a word in the log.
const NOTABLE: i64 = 5 * 1_000_000;

/// Compares this server's clock with the database's now and then, until told to stop. While the database is away, the last
/// comparison holds.
pub async fn watch(app: App, stop: CancellationToken) {
    let comparing = || async {
        let compared = compare(&app).await;
        compared.inspect_err(|error| tracing::warn!(cause = %error, "the database's clock cannot be read"))
    };
    JOB.repeat(&app, &stop, comparing).await;
}

/// Compares the clocks. A file has no clock: then it is the server's own.
///
/// # Errors
/// Where the database is away.
pub async fn compare(app: &App) -> Result<(), DbErr> {
    const ASK: &str = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";
    let Pool::Server(..) = app.db().read() else { return Ok(()) };
    let before = micros(app.clock().now());
    let row = app.db().read().query_one_raw(Statement::from_string(DbBackend::Postgres, ASK)).await?;
    let after = micros(app.clock().now());
    let Some(row) = row else { return Ok(()) };
    let theirs: Micros = row.try_get_by_index(0)?;
    // It was read somewhere between the question and its answer.
    let ahead = theirs - (before + (after - before) / 2);
    if ahead.abs() >= NOTABLE {
        tracing::warn!(
            milliseconds = ahead / 1000,
            "the database's clock is ahead of this server's (behind, where negative)"
        );
    }
    app.db().set_ahead(ahead);
    Ok(())
}

/// The shared clock, for what keeps moments of its own that several servers read: the embedded broker's journal.
pub struct DatabaseClock {
    /// This server's clock.
    pub own: SharedClock,
    /// The database.
    pub db: Db,
}

impl Clock for DatabaseClock {
    fn now(&self) -> OffsetDateTime {
        self.own.now() + time::Duration::microseconds(self.db.ahead())
    }
}
