//! What the browser's tables of Unicode say of words.

use js_sys::JsString;

/// A text in NFKD (UAX 15), then in lower case.
#[must_use]
pub fn decompose(text: &str) -> String {
    JsString::from(text).normalize("NFKD").to_lower_case().into()
}
