//! What happens when an invoice is not paid. Access is kept at every step.

use crate::{
    amount::Overflow,
    period::{date, midnight},
};
use jiff::{ToSpan, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// A step, the later the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// It is past due.
    Due,
    /// The first reminder, after 7 days.
    Reminder,
    /// The second one, after 21.
    Second,
    /// The last one, after 45.
    Last,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Self; 4] = [Self::Due, Self::Reminder, Self::Second, Self::Last];

    /// How many days after the day on which it was due.
    #[must_use]
    pub const fn days(self) -> u32 {
        match self {
            // The due day itself is still in time.
            Self::Due => 1,
            Self::Reminder => 7,
            Self::Second => 21,
            Self::Last => 45,
        }
    }

    /// The name as it is kept.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Reminder => "reminder",
            Self::Second => "second",
            Self::Last => "last",
        }
    }

    /// The step of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == name)
    }
}

/// When each step is, of an invoice that is due on the day of a moment: at the midnights of a zone.
///
/// # Errors
/// Where the calendar ends.
pub fn steps(due: i64, zone: &TimeZone) -> Result<[(Step, i64); 4], Overflow> {
    let day = date(due, zone)?;
    let mut steps = Step::ALL.map(|step| (step, due));
    for (step, at) in &mut steps {
        let then = day.checked_add(i64::from(step.days()).days()).map_err(|_| Overflow)?;
        *at = midnight(then, zone)?;
    }
    Ok(steps)
}

/// The step that an unpaid invoice has come to; none while it is in time.
///
/// # Errors
/// Where the calendar ends.
pub fn step(due: i64, zone: &TimeZone, now: i64) -> Result<Option<Step>, Overflow> {
    let reached = steps(due, zone)?.into_iter().rev().find(|(_, at)| *at <= now);
    Ok(reached.map(|(step, _)| step))
}
