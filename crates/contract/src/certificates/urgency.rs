//! When it is time for another certificate: the one rule for mails, notes and colours.
//!
//! A certificate that lasts ten years and one that lasts six days have not the same month to go. So a warning is due so many
//! days before the end, but not before only a share of the whole time is left. For 90 days, the most common time, both say
//! the same; shorter ones are warned of later, and are not amber from their birth. What renews by itself does so with a third
//! left (RFC 9773 and what authorities advise), so that nobody is warned of what takes its course.

use serde::{Deserialize, Serialize};

/// A warning before the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Warning {
    /// So many days before …
    pub days: i64,
    /// … but not before one in so many parts of the whole time is left.
    pub share: i64,
    /// What it is then.
    pub urgency: Urgency,
}

/// The warnings, the first before the others (product.md, Settings).
pub const WARNINGS: [Warning; 4] = [
    Warning { days: 30, share: 3, urgency: Urgency::Soon },
    Warning { days: 14, share: 6, urgency: Urgency::Soon },
    Warning { days: 7, share: 12, urgency: Urgency::Now },
    Warning { days: 1, share: 24, urgency: Urgency::Now },
];

/// The seconds of a day.
const DAY: i64 = 24 * 3600;

/// How much it is time for another certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// It is not.
    None,
    /// It expires soon.
    Soon,
    /// It is about to expire.
    Now,
    /// It has expired.
    Expired,
}

impl Warning {
    /// The last warning that is due at a moment for a certificate's time, all in seconds since 1970.
    #[must_use]
    pub fn due(not_before: i64, not_after: i64, now: i64) -> Option<Self> {
        let (life, left) = (not_after.saturating_sub(not_before), not_after.saturating_sub(now));
        let is_due = |warning: &Self| {
            left <= warning.days * DAY && i128::from(left) * i128::from(warning.share) <= i128::from(life)
        };
        WARNINGS.into_iter().rev().find(is_due)
    }
}

impl Urgency {
    /// How much it is time at a moment for a certificate's time, all in seconds since 1970.
    #[must_use]
    pub fn of(not_before: i64, not_after: i64, now: i64) -> Self {
        if now > not_after {
            return Self::Expired;
        }
        Warning::due(not_before, not_after, now).map_or(Self::None, |warning| warning.urgency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3600;

    /// When the warnings of a certificate that lasts so long are due: seconds before its end.
    fn warned(life: i64) -> Vec<i64> {
        let mut warned = Vec::new();
        let mut before = None;
        for now in (0..=life).rev().map(|left| life - left) {
            let due = Warning::due(0, life, now);
            if due != before {
                warned.push(life - now);
            }
            before = due;
        }
        warned
    }

    #[test]
    fn warnings_come_by_days_and_by_the_share_of_a_life() {
        for (life, times) in [
            (HOUR, [20 * 60, 10 * 60, 5 * 60, 150].to_vec()),
            (6 * DAY, [2 * DAY, DAY, 12 * HOUR, 6 * HOUR].to_vec()),
            (47 * DAY, [47 * DAY / 3, 47 * DAY / 6, 47 * DAY / 12, DAY].to_vec()),
            (90 * DAY, [30 * DAY, 14 * DAY, 7 * DAY, DAY].to_vec()),
            (200 * DAY, [30 * DAY, 14 * DAY, 7 * DAY, DAY].to_vec()),
            (398 * DAY, [30 * DAY, 14 * DAY, 7 * DAY, DAY].to_vec()),
        ] {
            assert_eq!(warned(life), times, "{life}");
        }
        let years = 3652 * DAY;
        let at = |left| Warning::due(0, years, years - left).map(|warning| warning.days);
        assert_eq!(at(30 * DAY + 1), None);
        assert_eq!([30, 14, 7, 1].map(|days| at(days * DAY)), [Some(30), Some(14), Some(7), Some(1)]);
    }

    #[test]
    fn none_is_urgent_from_its_birth_and_all_are_in_the_end() {
        for life in [HOUR, 6 * DAY, 47 * DAY, 90 * DAY, 200 * DAY, 398 * DAY, 3652 * DAY] {
            let at = |left| Urgency::of(0, life, life - left);
            assert_eq!([at(life), at(life / 2)], [Urgency::None; 2], "{life}");
            assert_eq!(
                [at((life / 48).min(6 * DAY)), at(0), at(-1)],
                [Urgency::Now, Urgency::Now, Urgency::Expired],
                "{life}"
            );
        }
        let quarter = |left| Urgency::of(0, 90 * DAY, 90 * DAY - left);
        assert_eq!(
            [31, 29, 13, 6].map(|days| quarter(days * DAY)),
            [Urgency::None, Urgency::Soon, Urgency::Soon, Urgency::Now]
        );
    }

    #[test]
    fn times_that_make_no_sense_are_over_or_not() {
        assert_eq!(Urgency::of(i64::MIN, i64::MAX, 0), Urgency::None);
        assert_eq!(Urgency::of(i64::MAX, i64::MIN, 0), Urgency::Expired);
        assert_eq!(Urgency::of(5, 5, 5), Urgency::Now);
    }
}
