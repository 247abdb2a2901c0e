//! What time it is, as far as this machine knows.

use js_sys::Date;
use wasm_bindgen::JsValue;

/// Now, in whole seconds since 1970.
#[must_use]
pub fn now() -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are far below 2^63")]
    let milliseconds = Date::now() as i64;
    milliseconds.div_euclid(1000)
}

/// A moment (RFC 3339) in seconds since 1970; nothing where the text is none.
#[must_use]
pub fn seconds(rfc3339: &str) -> Option<i64> {
    let milliseconds = Date::new(&JsValue::from_str(rfc3339)).get_time();
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are far below 2^63")]
    (!milliseconds.is_nan()).then(|| (milliseconds as i64).div_euclid(1000))
}

/// How many seconds pass from one moment (RFC 3339) to another; nothing where a text is none.
#[must_use]
pub fn between(from: &str, to: &str) -> Option<i64> {
    Some(seconds(to)? - seconds(from)?)
}

/// A moment in seconds since 1970, as RFC 3339; nothing where there is none so far away.
#[must_use]
pub fn rfc3339(seconds: i64) -> Option<String> {
    #[expect(clippy::cast_precision_loss, reason = "no date is 2^53 seconds away")]
    let date = Date::new(&JsValue::from_f64(seconds as f64 * 1000.0));
    // `toISOString` throws for what is no date.
    (!date.get_time().is_nan()).then(|| date.to_iso_string().into())
}
