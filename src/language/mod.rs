//! The language of the page: its texts, and how it writes numbers and moments.
//!
//! A view says `{t(section::KEY)}`, or `{tx(move |texts| section::with_argument(texts, &name.get()))}`; both follow the
//! language while the page stays as it is.

mod actors;
mod amounts;
mod choose;
mod errors;
mod folding;
mod formats;
mod roles;
mod rule_phrases;
mod strength;
mod templates;

pub use actors::actor_name;
pub use amounts::{bytes_text, country_names, country_text, minor_units, money_text};
pub use choose::{Language, provide_language, use_language};
pub use errors::{error_message, error_message_in, error_text, field_key, problem_text};
pub use folding::fold;
pub use formats::{
    ago, count, date_text, day_heading, day_text, day_text_in, exact_moment, last_day_text, moment, number,
    number_text, period_text, short_date_text, short_day_text, short_period_text, span, span_text, time_text,
    unbroken,
};
pub use roles::role_key;
pub use rule_phrases::{capitalized, done, effect_key, joined, part, phrase, things_with, uncapitalized};
pub use strength::strength_text;
pub use templates::{template_keys, template_name, template_of, template_rules};

use hq_text::{Key, Texts};
use leptos::prelude::*;

/// The text of a key, in the language of the page.
#[must_use]
pub fn t(key: Key) -> Signal<String> {
    let language = use_language();
    Signal::derive(move || language.texts().with(|texts| texts.get(key).into_owned()))
}

/// A text with arguments, in the language of the page; follows the signals that `write` reads.
#[must_use]
pub fn tx(write: impl Fn(&Texts) -> String + Send + Sync + 'static) -> Signal<String> {
    let language = use_language();
    Signal::derive(move || language.texts().with(&write))
}
