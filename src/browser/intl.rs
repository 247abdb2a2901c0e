//! Numbers, dates and plural categories, by the browser's `Intl`.

use super::calendar::day_of;
use js_sys::{Array, Date, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// How a moment is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// 23 November 2026
    Date,
    /// 23 Nov of this year, 23 Nov 2025: in tables
    ShortDate,
    /// 23 November 2026 at 19:00
    DateTime,
    /// 19:00
    Time,
    /// 23 November 2026 at 19:00:05 CET
    Exact,
    /// Monday, 23 November 2026
    Day,
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

/// An amount of money, given in the currency's minor units (ISO 4217).
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "nobody pays 2^53 cents")]
pub fn money(locale: &str, minor: i64, currency: &str) -> String {
    let options = options(&[("style", "currency"), ("currency", currency)]);
    let Ok(format) = construct("NumberFormat", locale, &options) else { return String::new() };
    let digits = fraction_digits(&format);
    let amount = minor as f64 / 10_f64.powf(digits);
    call(&format, "format", &JsValue::from_f64(amount)).and_then(|text| text.as_string()).unwrap_or_default()
}

/// How many digits a currency has behind the point (ISO 4217): 2 of `EUR`, 0 of `JPY`.
#[must_use]
pub fn currency_digits(currency: &str) -> u32 {
    let options = options(&[("style", "currency"), ("currency", currency)]);
    let digits = construct("NumberFormat", "en", &options).map_or(2.0, |format| fraction_digits(&format));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 to 20, by the standard"
    )]
    let digits = digits as u32;
    digits
}

fn fraction_digits(format: &JsValue) -> f64 {
    call(format, "resolvedOptions", &JsValue::UNDEFINED)
        .and_then(|resolved| Reflect::get(&resolved, &JsValue::from_str("maximumFractionDigits")).ok())
        .and_then(|digits| digits.as_f64())
        .unwrap_or(2.0)
}

/// A number with a unit (`gigabyte`, `millisecond`), in short, with at most one digit behind the point.
#[must_use]
pub fn measure(locale: &str, n: f64, unit: &str) -> String {
    let pairs = [("style", "unit"), ("unit", unit), ("unitDisplay", "short"), ("maximumFractionDigits", "1")];
    let format = construct("NumberFormat", locale, &options(&pairs)).ok();
    let text = format.and_then(|format| call(&format, "format", &JsValue::from_f64(n)));
    text.and_then(|text| text.as_string()).unwrap_or_default()
}

/// What a country (ISO 3166-1 alpha-2) is called; the code where that is none.
#[must_use]
pub fn country(locale: &str, code: &str) -> String {
    let names = construct("DisplayNames", locale, &options(&[("type", "region")])).ok();
    let name = names.and_then(|names| call(&names, "of", &JsValue::from_str(code)));
    name.and_then(|name| name.as_string()).unwrap_or_else(|| code.to_owned())
}

/// What countries (ISO 3166-1 alpha-2) are called, each with its code, in the order in which the language has them.
#[must_use]
pub fn countries(locale: &str, codes: impl Iterator<Item = String>) -> Vec<(String, String)> {
    let names = construct("DisplayNames", locale, &options(&[("type", "region")])).ok();
    let name = |code: &str| {
        let name = names.as_ref().and_then(|names| call(names, "of", &JsValue::from_str(code)));
        name.and_then(|name| name.as_string()).unwrap_or_else(|| code.to_owned())
    };
    let mut all: Vec<(String, String)> = codes.map(|code| (name(&code), code)).collect();
    let collator = construct("Collator", locale, &Object::new()).ok();
    let compare = collator
        .and_then(|collator| Reflect::get(&collator, &JsValue::from_str("compare")).ok())
        .and_then(|compare| compare.dyn_into::<js_sys::Function>().ok());
    all.sort_by(|(one, _), (other, _)| {
        let (one_js, other_js) = (JsValue::from_str(one), JsValue::from_str(other));
        let order = compare
            .as_ref()
            .and_then(|compare| compare.call2(&JsValue::UNDEFINED, &one_js, &other_js).ok())
            .and_then(|order| order.as_f64());
        order.map_or_else(|| one.cmp(other), |order| order.total_cmp(&0.0))
    });
    all
}

/// A formatter of `Intl`; an error where the browser does not take these options, such as a currency that is none.
fn construct(class: &str, locale: &str, options: &Object) -> Result<JsValue, JsValue> {
    let intl = Reflect::get(&js_sys::global(), &JsValue::from_str("Intl"))?;
    let class: js_sys::Function = Reflect::get(&intl, &JsValue::from_str(class))?.dyn_into()?;
    Reflect::construct(&class, &Array::of2(&JsValue::from_str(locale), options))
}

/// What a method says; nothing where it fails.
fn call(object: &JsValue, method: &str, argument: &JsValue) -> Option<JsValue> {
    let method: js_sys::Function = Reflect::get(object, &JsValue::from_str(method)).ok()?.dyn_into().ok()?;
    method.call1(object, argument).ok()
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
        Style::ShortDate => short(is_this_year(&date)),
        Style::DateTime => &[("dateStyle", "long"), ("timeStyle", "short")],
        Style::Time => &[("timeStyle", "short")],
        Style::Exact => &[("dateStyle", "long"), ("timeStyle", "long")],
        Style::Day => &[("weekday", "long"), ("day", "numeric"), ("month", "long"), ("year", "numeric")],
    };
    let format = Intl::DateTimeFormat::new(&locales(locale), &options(pairs)).format();
    let text = format.call1(&JsValue::UNDEFINED, &date);
    text.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// The day of a moment (RFC 3339) where the clocks are those of a zone (IANA), or the person's where the browser does not
/// know it; the text itself where it is no moment.
#[must_use]
pub fn day_in(locale: &str, rfc3339: &str, zone: &str) -> String {
    let date = Date::new(&JsValue::from_str(rfc3339));
    let format = || call(&in_zone(locale, &[("dateStyle", "long")], zone)?, "format", &date)?.as_string();
    format().unwrap_or_else(|| moment(locale, rfc3339, Style::Date))
}

fn in_zone(locale: &str, pairs: &[(&str, &str)], zone: &str) -> Option<JsValue> {
    let there = options(&[pairs, &[("timeZone", zone)]].concat());
    let here = || construct("DateTimeFormat", locale, &options(pairs));
    construct("DateTimeFormat", locale, &there).or_else(|_| here()).ok()
}

/// A day in short; which year goes without saying in this one.
const fn short(this_year: bool) -> &'static [(&'static str, &'static str)] {
    const WHOLE: &[(&str, &str)] = &[("month", "short"), ("day", "numeric"), ("year", "numeric")];
    if this_year { WHOLE.split_at(2).0 } else { WHOLE }
}

/// Whether a moment is in the year that the person's calendar shows.
fn is_this_year(date: &Date) -> bool {
    date.get_full_year() == Date::new_0().get_full_year()
}

/// From the day of one moment to that of another (RFC 3339), in the same zone, in short: 21 Oct – 20 Nov of this year,
/// 21 Oct – 20 Nov 2025. Both as they are where one of them is no moment.
#[must_use]
pub fn days(locale: &str, from: &str, to: &str, zone: &str) -> String {
    let (start, end) = (Date::new(&JsValue::from_str(from)), Date::new(&JsValue::from_str(to)));
    let range = || {
        let pairs = short(is_this_year(&start) && is_this_year(&end));
        let format = in_zone(locale, pairs, zone)?;
        let method: js_sys::Function =
            Reflect::get(&format, &JsValue::from_str("formatRange")).ok()?.dyn_into().ok()?;
        method.call2(&format, &start, &end).ok()?.as_string()
    };
    range().unwrap_or_else(|| [from, to].join(" – "))
}

/// How far a moment (RFC 3339) is from now: "yesterday", "3 hours ago". Days are those of the person's calendar, and what
/// is called last month or next year is so there.
#[must_use]
pub fn since(locale: &str, rfc3339: &str) -> String {
    let (then, now) = (Date::new(&JsValue::from_str(rfc3339)), Date::new_0());
    if then.get_time().is_nan() { rfc3339.to_owned() } else { between(locale, &now, &then) }
}

/// The day of a moment in the person's time zone: "today", "yesterday", or its date.
#[must_use]
pub fn day(locale: &str, rfc3339: &str) -> String {
    let (then, now) = (Date::new(&JsValue::from_str(rfc3339)), Date::new_0());
    match day_of(then.get_time()) - day_of(now.get_time()) {
        near @ (0.0 | -1.0) => format_relative(locale, near, "day", true),
        _ => moment(locale, rfc3339, Style::Day),
    }
}

/// How far a moment is from another.
fn between(locale: &str, now: &Date, then: &Date) -> String {
    let seconds = (then.get_time() - now.get_time()) / 1000.0;
    let (size, unit) = unit(seconds);
    let amount = (seconds / size).round();
    let months = |date: &Date| f64::from(date.get_full_year()) * 12.0 + f64::from(date.get_month());
    match unit {
        "day" => match day_of(then.get_time()) - day_of(now.get_time()) {
            // The day on which clocks are put back has 25 hours.
            0.0 => format_relative(locale, (seconds / HOUR).round(), "hour", true),
            days => format_relative(locale, days, unit, true),
        },
        "month" => format_relative(locale, amount, unit, months(then) - months(now) == amount),
        "year" => {
            let years = f64::from(then.get_full_year()) - f64::from(now.get_full_year());
            format_relative(locale, amount, unit, years == amount)
        }
        _ => format_relative(locale, amount, unit, true),
    }
}

/// A span from now: "in 5 minutes", "in 2 hours".
#[must_use]
pub fn relative(locale: &str, seconds: f64) -> String {
    let (size, unit) = unit(seconds);
    format_relative(locale, (seconds / size).round(), unit, true)
}

/// Seconds of an hour.
const HOUR: f64 = 3600.0;

/// The largest unit that a span has one of, and its seconds.
fn unit(seconds: f64) -> (f64, &'static str) {
    const UNITS: [(f64, &str); 6] = [
        (31_557_600.0, "year"),
        (2_629_800.0, "month"),
        (86_400.0, "day"),
        (HOUR, "hour"),
        (60.0, "minute"),
        (1.0, "second"),
    ];
    UNITS.into_iter().find(|(size, _)| seconds.abs() >= *size).unwrap_or((1.0, "second"))
}

/// "yesterday" for -1 "day" where such words are right, else "1 day ago".
fn format_relative(locale: &str, amount: f64, unit: &str, words: bool) -> String {
    let numeric = if words { "auto" } else { "always" };
    Intl::RelativeTimeFormat::new(&locales(locale), &options(&[("numeric", numeric)]))
        .format(amount, unit)
        .into()
}

/// The person's time zone (IANA), where the browser tells it.
#[must_use]
pub fn zone() -> Option<String> {
    let format = construct("DateTimeFormat", "en", &Object::new()).ok()?;
    let resolved = call(&format, "resolvedOptions", &JsValue::UNDEFINED)?;
    Reflect::get(&resolved, &JsValue::from_str("timeZone")).ok()?.as_string()
}

/// The tags of the languages that the person reads, best first.
#[must_use]
pub fn languages() -> Vec<String> {
    super::window()
        .map(|window| window.navigator().languages().iter().filter_map(|tag| tag.as_string()).collect())
        .unwrap_or_default()
}
