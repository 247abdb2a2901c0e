//! Numbers and moments in the language of the page.

use super::use_language;
use crate::browser::intl::{self, Style};
use hq_contract::Timestamp;
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

/// A moment with its time, in the person's time zone.
#[must_use]
pub fn moment(at: Timestamp) -> Signal<String> {
    let language = use_language();
    Signal::derive(move || {
        language.locale().with(|locale| intl::moment(locale, at.as_str(), Style::DateTime))
    })
}

/// How long ago a moment was, as of now.
#[must_use]
pub fn ago(at: Timestamp) -> Signal<String> {
    let language = use_language();
    Signal::derive(move || language.locale().with(|locale| intl::since(locale, at.as_str())))
}

#[expect(clippy::cast_precision_loss, reason = "nobody counts to 2^53")]
const fn as_float(n: u64) -> f64 {
    n as f64
}
