//! Billing periods: months from an anchor day, in a time zone.

use crate::amount::{Overflow, seconds};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// A time, from a moment on and until another one, in Unix milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period {
    /// The first moment.
    pub start: i64,
    /// The first moment after it.
    pub end: i64,
}

impl Period {
    /// How many seconds it has.
    #[must_use]
    pub fn seconds(self) -> i128 {
        seconds(self.start, self.end)
    }

    /// Whether a moment is in it.
    #[must_use]
    pub const fn contains(self, moment: i64) -> bool {
        self.start <= moment && moment < self.end
    }
}

/// A name that the time zone data does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no such time zone")]
pub struct UnknownZone;

/// The zone of a name of the IANA time zone database, in whichever case: `Europe/Paris`. Those that stand for none are no zones.
///
/// # Errors
/// Where there is none.
pub fn zone(name: &str) -> Result<TimeZone, UnknownZone> {
    let zone = TimeZone::get(name).map_err(|_| UnknownZone)?;
    match zone.iana_name() {
        Some("Factory") | None => Err(UnknownZone),
        Some(_) if zone.is_unknown() => Err(UnknownZone),
        Some(_) => Ok(zone),
    }
}

/// The date of a moment where the clocks are those of a zone.
///
/// # Errors
/// Where the calendar ends.
pub fn date(moment: i64, zone: &TimeZone) -> Result<Date, Overflow> {
    Ok(Timestamp::from_millisecond(moment).map_err(|_| Overflow)?.to_zoned_datetime(zone.clone()).date())
}

/// The first moment of a date in a zone.
///
/// # Errors
/// Where the calendar ends.
pub fn midnight(date: Date, zone: &TimeZone) -> Result<i64, Overflow> {
    Ok(date.to_zoned_datetime(zone.clone()).map_err(|_| Overflow)?.timestamp().as_millisecond())
}

/// The day of the month on which periods begin, and whose midnight that is. The day is kept: after the 31st comes the 28th of
/// February, and then the 31st of March.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// 1 to 31; the last day of a month that has not so many.
    pub day: u8,
    /// The zone.
    pub zone: TimeZone,
}

impl Anchor {
    /// The anchor of what begins at a moment.
    ///
    /// # Errors
    /// Where the calendar ends.
    pub fn of(moment: i64, zone: TimeZone) -> Result<Self, Overflow> {
        let day = date(moment, &zone)?.day().unsigned_abs();
        Ok(Self { day, zone })
    }

    /// The nth month since `origin`. The first begins at that very moment, each other one at the midnight of the anchor day.
    ///
    /// # Errors
    /// Where the calendar ends.
    pub fn month(&self, origin: i64, n: u32) -> Result<Period, Overflow> {
        Ok(Period {
            start: self.border(origin, n)?,
            end: self.border(origin, n.checked_add(1).ok_or(Overflow)?)?,
        })
    }

    /// Which month since `origin` a moment is in; the first one for whatever is before.
    ///
    /// # Errors
    /// Where the calendar ends.
    pub fn month_at(&self, origin: i64, moment: i64) -> Result<u32, Overflow> {
        let (first, then) = (date(origin, &self.zone)?, date(moment, &self.zone)?);
        let months = (i32::from(then.year()) - i32::from(first.year())) * 12 + i32::from(then.month())
            - i32::from(first.month());
        let n = u32::try_from(months).unwrap_or(0);
        // In a month's first days, the period of the month before still goes on.
        Ok(if moment < self.border(origin, n)? { n.saturating_sub(1) } else { n })
    }

    /// Where the nth month begins.
    fn border(&self, origin: i64, n: u32) -> Result<i64, Overflow> {
        if n == 0 {
            return Ok(origin);
        }
        let first = date(origin, &self.zone)?;
        let months = i64::from(first.year()) * 12 + i64::from(first.month()) - 1 + i64::from(n);
        let year = i16::try_from(months.div_euclid(12)).map_err(|_| Overflow)?;
        let month = i8::try_from(months.rem_euclid(12) + 1).map_err(|_| Overflow)?;
        let begin = Date::new(year, month, 1).map_err(|_| Overflow)?;
        let day = i8::try_from(self.day.max(1)).map_err(|_| Overflow)?.min(begin.days_in_month());
        midnight(Date::new(year, month, day).map_err(|_| Overflow)?, &self.zone)
    }
}
