//! Days where the person is: from the first moment that a clock there shows of one to the first of the next. Clocks are
//! put forward and back at midnight too, and once a whole day was left out: a day is neither 24 hours nor does it begin
//! at 0:00. What `Temporal.PlainDate` will do where every browser has it.

use js_sys::Date;
use wasm_bindgen::JsValue;

/// Milliseconds of 24 hours.
const DAY: f64 = 86_400_000.0;
/// Farther than any clock is from UTC.
const FAR: f64 = 16.0 * 3_600_000.0;

/// When a day (`2026-11-24`) begins in the person's time zone, or the day so many `later`: RFC 3339 in UTC. Nothing where
/// there is no such day.
#[must_use]
pub fn start_of_day(day: &str, later: i32) -> Option<String> {
    let start = first_moment(day_number(day)? + f64::from(later), offset);
    Some(date(start).to_iso_string().into())
}

/// The day of a moment (RFC 3339) in the person's time zone, to tell days apart; nothing where the text is no moment.
#[must_use]
pub fn day_of_moment(rfc3339: &str) -> Option<i64> {
    let day = day_of(Date::new(&JsValue::from_str(rfc3339)).get_time());
    #[expect(clippy::cast_possible_truncation, reason = "days since 1970 are far below 2^63")]
    day.is_finite().then_some(day as i64)
}

/// The day that it is in the person's time zone, or was so many days `ago`: `2026-11-24`.
#[must_use]
pub fn today(ago: u32) -> String {
    let now = Date::new_0();
    let (month, day, ago) = (now.get_month().cast_signed(), now.get_date().cast_signed(), ago.cast_signed());
    // Days before the first of a month are those of the month before it. At noon: clocks are put at night.
    let then = Date::new_with_year_month_day_hr(now.get_full_year(), month, day - ago, 12);
    format!("{:04}-{:02}-{:02}", then.get_full_year(), then.get_month() + 1, then.get_date())
}

/// The day of a moment in the person's time zone, counted from 1 January 1970.
pub(super) fn day_of(moment: f64) -> f64 {
    ((moment + offset(moment)) / DAY).floor()
}

/// How far the person's clock is ahead of UTC at a moment.
fn offset(moment: f64) -> f64 {
    -date(moment).get_timezone_offset() * 60_000.0
}

fn date(moment: f64) -> Date {
    Date::new(&JsValue::from_f64(moment))
}

/// The first moment at which a clock shows the day, or, where the day is left out, a later one. `offset` says how far the
/// clock is ahead of UTC at a moment: all in milliseconds.
#[must_use]
pub fn first_moment(day: f64, offset: impl Fn(f64) -> f64) -> f64 {
    let midnight = day * DAY;
    // No clock is changed twice within so short a time.
    let offsets = [offset(midnight - FAR), offset(midnight + FAR)];
    let shown = offsets.map(|ahead| midnight - ahead).into_iter().filter(|at| at + offset(*at) == midnight);
    if let Some(first) = shown.reduce(f64::min) {
        return first;
    }
    // The clock is put forward over midnight: the day begins at that moment, which lies between.
    let [one, other] = offsets.map(|ahead| midnight - ahead);
    let (mut before, mut after) = (one.min(other), one.max(other));
    while after - before > 1.0 {
        let middle = ((before + after) / 2.0).floor();
        if middle + offset(middle) < midnight { before = middle } else { after = middle }
    }
    after
}

/// The number of a day, counted from 1 January 1970 (the proleptic Gregorian calendar, as ISO 8601 has it).
fn day_number(day: &str) -> Option<f64> {
    let mut parts = day.split('-');
    let mut number = || parts.next()?.parse::<i32>().ok();
    let (year, month, date) = (number()?, number()?, number()?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&date) || !(0..=9999).contains(&year) {
        return None;
    }
    // Years that begin in March end with the leap day.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (153 * month + 2) / 5
        + date
        - 719_469;
    Some(f64::from(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: f64 = 3_600_000.0;

    /// A clock that is put from one offset to another at a moment, both in hours.
    fn clock(before: f64, after: f64, at: f64) -> impl Fn(f64) -> f64 {
        move |moment| if moment < at { before * HOUR } else { after * HOUR }
    }

    /// The first moment as by looking at a clock each minute.
    fn watched(day: f64, offset: impl Fn(f64) -> f64) -> f64 {
        let mut moment = day * DAY - FAR;
        while moment + offset(moment) < day * DAY {
            moment += 60_000.0;
        }
        moment
    }

    #[test]
    fn days_are_numbered_as_in_the_calendar() {
        let known =
            [("1970-01-01", 0.0), ("1969-12-31", -1.0), ("2000-03-01", 11_017.0), ("2026-04-24", 20_567.0)];
        for (day, number) in known {
            assert_eq!(day_number(day), Some(number), "{day}");
        }
        assert_eq!(day_number("2024-02-29").unwrap() + 1.0, day_number("2024-03-01").unwrap());
        assert_eq!(day_number("2026-12-31").unwrap() + 1.0, day_number("2027-01-01").unwrap());
        for none in
            ["2026-02-29", "2100-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-04-00", "", "x-1-1"]
        {
            assert_eq!(day_number(none), None, "{none}");
        }
    }

    #[test]
    fn the_day_on_which_cairo_skips_midnight_begins_at_one_and_ends_at_midnight() {
        let day = day_number("2026-04-24").unwrap();
        let cairo = clock(2.0, 3.0, day * DAY - 2.0 * HOUR);
        assert_eq!(first_moment(day, &cairo), day * DAY - 2.0 * HOUR, "22:00 UTC the day before");
        assert_eq!(first_moment(day + 1.0, &cairo), (day + 1.0) * DAY - 3.0 * HOUR, "21:00 UTC");
    }

    #[test]
    fn a_day_begins_when_a_clock_first_shows_it_wherever_it_is_changed() {
        let day = 20_567.0;
        // As far as: Apia left out 30 December 2011; Lord Howe is put half an hour; St John's was put back at 0:01.
        let changes =
            [(2.0, 3.0), (3.0, 2.0), (-4.0, -3.0), (-3.0, -4.0), (10.5, 11.0), (11.0, 10.5), (-10.0, 14.0)];
        for (before, after) in changes {
            for minutes in (-36 * 60..36 * 60).step_by(7).chain([0, 1, -1, 30, -30, 60, -60]) {
                let at = day * DAY + f64::from(minutes) * 60_000.0 - before * HOUR;
                let clock = clock(before, after, at);
                for day in [day - 1.0, day, day + 1.0] {
                    assert_eq!(first_moment(day, &clock), watched(day, &clock), "{before} {after} {minutes}");
                }
            }
        }
    }
}
