//! Numbers, dates and plural categories, by the browser's `Intl`.

use js_sys::{Array, Date, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

/// How a moment is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// 23 November 2026
    Date,
    /// 23 November 2026 at 19:00
    DateTime,
}

fn locales(locale: &str) -> Array {
    Array::of1(&JsValue::from_str(locale))
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in pairs {
        // A fresh object takes any property.
        let _ = Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    options
}

/// The plural category of a number, as CLDR names it: `one`, `other`.
#[must_use]
pub fn plural_category(locale: &str, n: f64) -> String {
    Intl::PluralRules::new(&locales(locale), &Object::new()).select(n).into()
}

/// A number with its separators.
#[must_use]
pub fn number(locale: &str, n: f64) -> String {
    let format = Intl::NumberFormat::new(&locales(locale), &Object::new()).format();
    let text = format.call1(&JsValue::UNDEFINED, &JsValue::from_f64(n));
    text.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// A moment (RFC 3339) in the person's time zone; the text itself where it is none.
#[must_use]
pub fn moment(locale: &str, rfc3339: &str, style: Style) -> String {
    let date = Date::new(&JsValue::from_str(rfc3339));
    if date.get_time().is_nan() {
        return rfc3339.to_owned();
    }
    let pairs: &[(&str, &str)] = match style {
        Style::Date => &[("dateStyle", "long")],
        Style::DateTime => &[("dateStyle", "long"), ("timeStyle", "short")],
    };
    let format = Intl::DateTimeFormat::new(&locales(locale), &options(pairs)).format();
    let text = format.call1(&JsValue::UNDEFINED, &date);
    text.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// When a day (`2026-11-24`) begins in the person's time zone, or so many days `later`: RFC 3339 in UTC. Nothing where
/// there is no such day.
#[must_use]
pub fn start_of_day(day: &str, later: i32) -> Option<String> {
    let mut parts = day.split('-');
    let mut number = || parts.next()?.parse::<i32>().ok();
    let (year, month, date) = (number()?, number()?, number()?);
    let start = Date::new_with_year_month_day(u32::try_from(year).ok()?, month - 1, date);
    let there = start.get_month().cast_signed() == month - 1 && start.get_date().cast_signed() == date;
    start.set_date((date + later).cast_unsigned());
    there.then(|| start.to_iso_string().into())
}

/// How far a moment (RFC 3339) is from now: "yesterday", "3 hours ago".
#[must_use]
pub fn since(locale: &str, rfc3339: &str) -> String {
    let then = Date::new(&JsValue::from_str(rfc3339)).get_time();
    if then.is_nan() { rfc3339.to_owned() } else { relative(locale, (then - Date::now()) / 1000.0) }
}

/// A span from now: "in 5 minutes", "2 days ago".
#[must_use]
pub fn relative(locale: &str, seconds: f64) -> String {
    const UNITS: [(f64, &str); 6] = [
        (31_557_600.0, "year"),
        (2_629_800.0, "month"),
        (86_400.0, "day"),
        (3600.0, "hour"),
        (60.0, "minute"),
        (1.0, "second"),
    ];
    let (size, unit) = UNITS.into_iter().find(|(size, _)| seconds.abs() >= *size).unwrap_or((1.0, "second"));
    let amount = (seconds / size).round();
    Intl::RelativeTimeFormat::new(&locales(locale), &options(&[("numeric", "auto")]))
        .format(amount, unit)
        .into()
}

/// The tags of the languages that the person reads, best first.
#[must_use]
pub fn languages() -> Vec<String> {
    super::window()
        .map(|window| window.navigator().languages().iter().filter_map(|tag| tag.as_string()).collect())
        .unwrap_or_default()
}
