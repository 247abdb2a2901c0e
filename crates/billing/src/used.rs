//! What was used, ready to be added up: times in which something had one level, and days that were added up before.

use crate::{
    amount::Overflow,
    period::{Period, date, midnight},
    usage::{self, Dimension, Interval, Metered, Sums, UsageEvent},
};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What was used in a time that is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summed {
    /// When.
    pub period: Period,
    /// Of what.
    pub metered: Metered,
    /// How much, in level × seconds.
    pub quantity: i128,
}

/// Why something cannot be added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UsedError {
    /// Too much to count, or the calendar ends.
    #[error(transparent)]
    Overflow(#[from] Overflow),
    /// What was added up reaches over an end of what is asked for: nobody knows how much of it belongs to either side.
    #[error("a sum of usage reaches over a border of what is billed")]
    Cut,
}

/// What was used.
#[derive(Clone, Debug)]
pub struct Used<'a> {
    summed: &'a [Summed],
    intervals: Vec<Interval>,
}

impl<'a> Used<'a> {
    /// Of what was added up, and of the events since then, in any order.
    #[must_use]
    pub fn new(summed: &'a [Summed], events: &[UsageEvent]) -> Self {
        Self { summed, intervals: usage::intervals(events) }
    }

    /// What was used within a time, by what is added up. What is not used is not there.
    ///
    /// # Errors
    /// Where it is too much to count, or cannot be told from what was used outside of that time.
    pub fn within(&self, within: Period) -> Result<Sums, UsedError> {
        let mut sums = usage::sums(&self.intervals, within)?;
        for one in self.summed {
            if one.period.end <= within.start || within.end <= one.period.start {
                continue;
            }
            if one.period.start < within.start || within.end < one.period.end {
                return Err(UsedError::Cut);
            }
            let sum = sums.entry(one.metered).or_default();
            *sum = sum.checked_add(one.quantity).ok_or(Overflow)?;
        }
        Ok(sums)
    }

    /// Whether something that `counts` has a level for good.
    #[must_use]
    pub fn goes_on(&self, counts: impl Fn(Metered) -> bool) -> bool {
        self.intervals.iter().any(|interval| interval.until.is_none() && counts(interval.metered))
    }
}

/// What was used on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// The date in the zone.
    pub date: jiff::civil::Date,
    /// The part of it that was asked for: 23 to 25 hours, less at the ends.
    pub period: Period,
    /// How much of what.
    pub sums: Sums,
}

/// What was used on each day of a time, where the days are those of a zone; together what was used in the whole.
///
/// # Errors
/// Where it is too much to count, the calendar ends, or days of another zone were added up.
pub fn days(used: &Used<'_>, zone: &TimeZone, within: Period) -> Result<Vec<Day>, UsedError> {
    let mut days = Vec::new();
    let mut from = within.start;
    while from < within.end {
        let period = Period { start: from, end: next_midnight(from, zone)?.min(within.end) };
        days.push(Day { date: date(from, zone)?, period, sums: used.within(period)? });
        from = period.end;
    }
    Ok(days)
}

/// The first midnight of a zone after a moment.
fn next_midnight(moment: i64, zone: &TimeZone) -> Result<i64, Overflow> {
    let mut next = date(moment, zone)?.tomorrow().map_err(|_| Overflow)?;
    // A zone that crossed the date line has left out a day, whose midnight is the one after it.
    while midnight(next, zone)? <= moment {
        next = next.tomorrow().map_err(|_| Overflow)?;
    }
    midnight(next, zone)
}

/// Adds up what was used in a time that is over, day by day of a zone, each day cut at the borders of what is billed: whatever is billed
/// then takes each sum as a whole.
///
/// # Errors
/// Where it is too much to count, or the calendar ends.
pub fn sum_up(
    events: &[UsageEvent],
    over: Period,
    borders: &BTreeSet<i64>,
    zone: &TimeZone,
) -> Result<Vec<Summed>, Overflow> {
    let intervals = usage::intervals(events);
    let mut summed = Vec::new();
    let mut start = over.start;
    while start < over.end {
        let border = borders.range(start.saturating_add(1)..).next().copied().unwrap_or(i64::MAX);
        let period = Period { start, end: next_midnight(start, zone)?.min(border).min(over.end) };
        let sums = usage::sums(&intervals, period)?;
        summed.extend(sums.into_iter().map(|(metered, quantity)| Summed { period, metered, quantity }));
        start = period.end;
    }
    Ok(summed)
}

/// The levels that are there at a moment, as events of that moment: what goes on of events before it.
#[must_use]
pub fn levels(events: &[UsageEvent], at: i64) -> Vec<UsageEvent> {
    let mut last: BTreeMap<(Uuid, Dimension), UsageEvent> = BTreeMap::new();
    let mut before: Vec<&UsageEvent> = events.iter().filter(|event| event.at < at).collect();
    before.sort_by_key(|event| event.at);
    for event in before {
        last.insert((event.resource, event.dimension), *event);
    }
    last.into_values().filter(|event| event.level > 0).map(|event| UsageEvent { at, ..event }).collect()
}
