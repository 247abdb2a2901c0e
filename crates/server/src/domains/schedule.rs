//! When to look again.

use super::{doubt::Doubt, look::Found};
use crate::{db::entity::domain, http::problem::Failure, platform::micros::Micros};
use hq_contract::domains::DomainState;

const MINUTE: i64 = 60 * 1_000_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The moment after a look: soon after a claim, when people are at it, and less and less often; sooner again where a record
/// is missing, and seldom where the DNS does not answer.
///
/// # Errors
/// 500 where the row holds what the contract does not allow.
pub fn next(row: &domain::Model, now: Micros) -> Result<Micros, Failure> {
    let found = Found::of(row);
    if let Some(asks_from) = found.as_ref().and_then(|found| found.asks_from) {
        return Ok(asks_from.max(now));
    }
    let pause = match row.state {
        DomainState::Verified if Doubt::of(row)?.is_some() => 2 * HOUR,
        DomainState::Verified => DAY,
        DomainState::Lost => HOUR,
        DomainState::Pending => match row.checks {
            ..60 => MINUTE,
            60..150 => 15 * MINUTE,
            150..300 => HOUR,
            _ => DAY,
        },
    };
    // As long as a resolver remembers, it says the same.
    let remembered = found.and_then(|found| found.old_until).map_or(0, |until| (until - now).min(HOUR));
    Ok(now + pause.max(remembered).max(back_off(row.failures)))
}

/// How long to leave a DNS alone that did not answer so often: two minutes, four, and so on, up to a day.
fn back_off(failures: i64) -> i64 {
    match u32::try_from(failures) {
        Ok(0) => 0,
        Ok(failures @ 1..=10) => (MINUTE << failures).min(DAY),
        _ => DAY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_answer_is_asked_less_and_less_often() {
        let minutes = |failures| back_off(failures) / MINUTE;
        assert_eq!([0, 1, 2, 3, 10, 11, i64::MAX].map(minutes), [0, 2, 4, 8, 1024, 1440, 1440]);
    }
}
