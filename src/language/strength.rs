//! How strong a password is, in words.

use super::use_language;
use crate::browser::text::composed;
use hq_contract::Strength;
use hq_text::accounts;
use leptos::prelude::*;

/// The word beside the bar of a password field; none while nothing is typed.
#[must_use]
pub fn strength_text(password: RwSignal<String>) -> Signal<String> {
    let language = use_language();
    Signal::derive(move || {
        let strength = password.with(|text| (!text.is_empty()).then(|| Strength::of(&composed(text))));
        let key = match strength {
            None => return String::new(),
            Some(Strength::TooShort) => accounts::STRENGTH_TOO_SHORT,
            Some(Strength::Weak) => accounts::STRENGTH_WEAK,
            Some(Strength::Fair) => accounts::STRENGTH_FAIR,
            Some(Strength::Good) => accounts::STRENGTH_GOOD,
            Some(Strength::Strong) => accounts::STRENGTH_STRONG,
        };
        language.texts().with(|texts| texts.get(key).into_owned())
    })
}
