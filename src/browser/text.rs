//! Texts as Unicode's tables see them, which the browser has and the console need not bring along.

use js_sys::JsString;

/// A text with its letters composed (NFC), as most keyboards write them and a Mac's files do not.
#[must_use]
pub fn composed(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { JsString::from(text).normalize("NFC").into() }
}
