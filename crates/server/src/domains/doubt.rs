//! When a record that is found missing counts as gone. Name servers are moved, zones emptied by accident and filled again,
//! resolvers wrong for an hour: one answer says little.

use crate::{db::entity::domain, http::problem::Failure, platform::micros::Micros};
use hq_contract::domains::{DomainResult, MISSING_HOURS};
use serde::{Deserialize, Serialize};

const HOUR: i64 = 3600 * 1_000_000;
/// How many answers it takes, how far apart, and over what time.
const ANSWERS: u32 = 3;
const APART: i64 = HOUR;
const SPAN: i64 = MISSING_HOURS as i64 * HOUR;
/// An answer of longer ago says nothing of today.
const STALE: i64 = 48 * HOUR;

/// What looks have come to since the record was last there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// Since when.
    pub since: Micros,
    /// When the last answer was counted.
    counted_at: Micros,
    answers: u32,
    /// What all of these answers were.
    result: DomainResult,
}

impl Doubt {
    /// The doubt about a domain, if there is one.
    ///
    /// # Errors
    /// 500 where the row holds something else.
    pub fn of(row: &domain::Model) -> Result<Option<Self>, Failure> {
        let doubt = row.doubt.as_deref().map(serde_json::from_str).transpose();
        doubt.map_err(|error| Failure::internal(&error))
    }

    /// As it is kept.
    ///
    /// # Errors
    /// 500 where it cannot be written.
    pub fn kept(self) -> Result<String, Failure> {
        serde_json::to_string(&self).map_err(|error| Failure::internal(&error))
    }

    /// With an answer that the record is not there. It begins anew with another answer than before.
    pub fn with(before: Option<Self>, result: DomainResult, now: Micros) -> Self {
        match before {
            Some(doubt) if doubt.result == result && now - doubt.counted_at <= STALE => doubt.counting(now),
            _ => Self { since: now, counted_at: now, answers: 1, result },
        }
    }

    fn counting(self, now: Micros) -> Self {
        // Pressing "Check now" three times is asking once.
        if now - self.counted_at < APART {
            return self;
        }
        Self { counted_at: now, answers: self.answers + 1, ..self }
    }

    /// From when on it can be certain.
    pub fn certain_from(self) -> Micros {
        self.since + SPAN
    }

    /// Whether the record is gone.
    pub fn is_certain(self, now: Micros) -> bool {
        self.answers >= ANSWERS && now >= self.certain_from()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DomainResult::{Differs, Missing};

    /// When it is certain after these answers, each at so many hours.
    fn certain(answers: &[(DomainResult, i64)]) -> bool {
        let mut doubt = None;
        for (result, hours) in answers {
            doubt = Some(Doubt::with(doubt, *result, Micros::new(hours * HOUR)));
        }
        let now = Micros::new(answers.last().unwrap().1 * HOUR);
        doubt.is_some_and(|doubt| doubt.is_certain(now))
    }

    #[test]
    fn it_takes_the_same_answer_three_times_over_six_hours() {
        assert!(certain(&[(Missing, 0), (Missing, 3), (Missing, 6)]));
        assert!(certain(&[(Differs, 0), (Differs, 24), (Differs, 48)]));
        assert!(!certain(&[(Missing, 0)]));
        assert!(!certain(&[(Missing, 0), (Missing, 6)]), "two");
        assert!(!certain(&[(Missing, 0), (Missing, 2), (Missing, 5)]), "too soon");
        assert!(!certain(&[(Missing, 0), (Missing, 6), (Missing, 6), (Missing, 6)]), "at once");
        assert!(!certain(&[(Missing, 0), (Missing, 3), (Differs, 6)]), "another");
        assert!(!certain(&[(Missing, 0), (Missing, 3), (Missing, 60)]), "too long ago");
        assert!(certain(&[(Missing, 0), (Differs, 1), (Differs, 4), (Differs, 7)]));
    }
}
