//! The clock: sessions, links, certificates and invoices are judged by it.

use super::{About, Finding};
use crate::platform::{
    clock::{Clock, micros, moment},
    micros::Micros,
};
use sea_orm::{ConnectionTrait as _, DatabaseConnection, Statement};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

const SECOND: i64 = 1_000_000;
/// So far apart two clocks may be that are set by the network: milliseconds are usual.
const APART: i64 = 2 * SECOND;
/// So much later than now the newest line may be: another server wrote it, whose clock is a little fast.
const AHEAD: i64 = 10 * SECOND;
const REMEDY: &str = "Set the clocks by the network (systemd-timesyncd, chrony).";

/// How it is where nothing can be compared with it.
pub fn alone(clock: &dyn Clock) -> Finding {
    Finding::good(About::Clock, format!("This machine says that it is {}.", shown(clock.now())))
}

/// Whether nothing in the database is of a time that is still to come.
pub async fn beside(db: &DatabaseConnection, clock: &dyn Clock) -> Finding {
    let statement =
        Statement::from_string(db.get_database_backend(), "SELECT MAX(created_at) FROM audit_log");
    let newest = match db.query_one_raw(statement).await {
        Ok(row) => row.and_then(|row| row.try_get_by_index::<Option<Micros>>(0).ok().flatten()),
        Err(error) => {
            return Finding::bad(
                About::Database,
                format!("The audit log cannot be read: {error}. See the database's own log."),
            );
        }
    };
    match newest {
        Some(newest) if newest > micros(clock.now()) + AHEAD => Finding::bad(
            About::Clock,
            format!(
                "This machine says that it is {}, and the newest line of the audit log is of {}. {REMEDY}",
                shown(clock.now()),
                shown(moment(newest))
            ),
        ),
        _ => alone(clock),
    }
}

/// Compares what another clock said between two moments of ours.
pub fn compare(theirs: Micros, before: Micros, after: Micros) -> Finding {
    let apart = if theirs < before { before - theirs } else { (theirs - after).max(0) };
    if apart <= APART {
        return Finding::good(About::Clock, "PostgreSQL's clock says the same.");
    }
    let seconds = apart / SECOND;
    let late = if theirs < before { "behind" } else { "ahead of" };
    Finding::bad(
        About::Clock,
        format!("PostgreSQL's clock is {seconds} seconds {late} this machine's. {REMEDY}"),
    )
}

fn shown(moment: OffsetDateTime) -> String {
    let moment = moment.replace_nanosecond(0).unwrap_or(moment);
    moment.format(&Rfc3339).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_that_are_apart_are_told() {
        let at = |seconds: i64| Micros::new(seconds * SECOND);
        let (before, after) = (at(100), at(101));
        for same in [99, 100, 102] {
            assert!(compare(at(same), before, after).good);
        }
        assert!(compare(at(90), before, after).sentence.contains("10 seconds behind"));
        assert!(compare(at(161), before, after).sentence.contains("60 seconds ahead of"));
        assert!(!compare(at(161), before, after).good);
    }
}
