//! Numbers and moments in the language of the page.

use super::{Language, capitalized, use_language};
use crate::browser::{
    calendar, clock,
    intl::{self, Style},
};
use hq_contract::{Timestamp, subscription::Period};
use hq_text::{Plural, Texts};
use leptos::prelude::*;

/// A counted text: `count(members::count, n)` for the catalogue's plural entry with the argument `count`.
#[must_use]
pub fn count(
    text: fn(&Texts, Plural, &str) -> String,
    n: impl Fn() -> u64 + Send + Sync + 'static,
) -> Signal<String> {
    let language = use_language();
    Signal::derive(move || {
        let n = n();
        let (number, plural) = language.locale().with(|locale| {
            let category = intl::plural_category(locale, as_float(n));
            (intl::number(locale, as_float(n)), Plural::from_name(&category))
        });
        language.texts().with(|texts| text(texts, plural, &number))
    })
}

/// A number such as `HQ-2026-0003` within a sentence: no line ends at its hyphens.
#[must_use]
pub fn unbroken(number: &str) -> String {
    number.replace('-', "-\u{2060}")
}

/// A moment with its time, in the person's time zone.
#[must_use]
pub fn moment(at: Timestamp) -> Signal<String> {
    let language = use_language();
    Signal::derive(move || {
        language.locale().with(|locale| intl::moment(locale, at.as_str(), Style::DateTime))
    })
}

/// The same to the second, with the time zone: where it has to be exact.
#[must_use]
pub fn exact_moment(at: Timestamp) -> Signal<String> {
    let language = use_language();
    Signal::derive(move || language.locale().with(|locale| intl::moment(locale, at.as_str(), Style::Exact)))
}

/// The time of the day of a moment, in the person's time zone.
#[must_use]
pub fn time_text(at: Timestamp) -> Signal<String> {
    let language = use_language();
    Signal::derive(move || language.locale().with(|locale| intl::moment(locale, at.as_str(), Style::Time)))
}

/// The day of a moment over what was then: "Today", "Thursday, 26 November 2026".
#[must_use]
pub fn day_heading(at: Timestamp) -> Signal<String> {
    let language = use_language();
    Signal::derive(move || language.locale().with(|locale| capitalized(&intl::day(locale, at.as_str()))))
}

/// The day of a moment, in the person's time zone; follows the language.
#[must_use]
pub fn day_text(language: Language, at: &Timestamp) -> String {
    language.locale().with(|locale| intl::moment(locale, at.as_str(), Style::Date))
}

/// The day of a moment where the clocks are those of a zone (IANA), as a subscription's; follows the language.
#[must_use]
pub fn day_text_in(language: Language, at: &Timestamp, zone: &str) -> String {
    language.locale().with(|locale| intl::day_in(locale, at.as_str(), zone))
}

/// A day of the calendar (`2026-11-26`), whatever the time zone; follows the language.
#[must_use]
pub fn date_text(language: Language, day: &str) -> String {
    let start = calendar::start_of_day(day, 0).unwrap_or_else(|| day.to_owned());
    language.locale().with(|locale| intl::moment(locale, &start, Style::Date))
}

/// The same in short, for tables.
#[must_use]
pub fn short_date_text(language: Language, day: &str) -> String {
    let start = calendar::start_of_day(day, 0).unwrap_or_else(|| day.to_owned());
    language.locale().with(|locale| intl::moment(locale, &start, Style::ShortDate))
}

/// The day of a moment in short, in the person's time zone, for tables.
#[must_use]
pub fn short_day_text(language: Language, at: &Timestamp) -> String {
    language.locale().with(|locale| intl::moment(locale, at.as_str(), Style::ShortDate))
}

/// The last day of a period; follows the language.
#[must_use]
pub fn last_day_text(language: Language, period: &Period) -> String {
    language.locale().with(|locale| intl::day_in(locale, &last_second(period), &period.zone))
}

/// The end of a period is the first moment after it.
fn last_second(period: &Period) -> String {
    let last = clock::seconds(period.end.as_str()).and_then(|end| clock::rfc3339(end - 1));
    last.unwrap_or_else(|| period.end.as_str().to_owned())
}

/// From when to when a period is: its first and its last day; follows the language.
#[must_use]
pub fn period_text(language: Language, period: &Period) -> String {
    [day_text_in(language, &period.start, &period.zone), last_day_text(language, period)].join(" – ")
}

/// The same in short, for tables.
#[must_use]
pub fn short_period_text(language: Language, period: &Period) -> String {
    language
        .locale()
        .with(|locale| intl::days(locale, period.start.as_str(), &last_second(period), &period.zone))
}

/// A number with its separators; follows the language.
#[must_use]
pub fn number_text(language: Language, n: u64) -> String {
    language.locale().with(|locale| intl::number(locale, as_float(n)))
}

/// How long ago a moment was, as of now.
#[must_use]
pub fn ago(at: Timestamp) -> Signal<String> {
    let language = use_language();
    Signal::derive(move || language.locale().with(|locale| intl::since(locale, at.as_str())))
}

/// A number with its separators.
#[must_use]
pub fn number(n: impl Fn() -> u64 + Send + Sync + 'static) -> Signal<String> {
    let language = use_language();
    Signal::derive(move || language.locale().with(|locale| intl::number(locale, as_float(n()))))
}

/// A span of time in its two largest units: "1 min 12 sec".
#[must_use]
pub fn span(seconds: impl Fn() -> u64 + Send + Sync + 'static) -> Signal<String> {
    let language = use_language();
    Signal::derive(move || span_text(language, seconds()))
}

/// The same, as text of this moment.
#[must_use]
pub fn span_text(language: Language, seconds: u64) -> String {
    const UNITS: [(u64, &str); 4] = [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")];
    let first = UNITS.iter().position(|(size, _)| seconds >= *size).unwrap_or(UNITS.len() - 1);
    let mut rest = seconds;
    let parts: Vec<String> = language.locale().with(|locale| {
        let units = UNITS.iter().skip(first).take(2).enumerate();
        units
            .filter_map(|(place, (size, unit))| {
                let n = rest / size;
                rest %= size;
                (place == 0 || n > 0).then(|| intl::measure(locale, as_float(n), unit))
            })
            .collect()
    });
    parts.join(" ")
}

#[expect(clippy::cast_precision_loss, reason = "nobody counts to 2^53")]
const fn as_float(n: u64) -> f64 {
    n as f64
}
