//! What is wrong with a billing account, in words.

use crate::{
    api::Error,
    language::{self, Language, field_key},
};
use hq_contract::{FieldCode, ProblemCode};
use hq_text::{Key, billing_form};
use leptos::prelude::*;

/// Why a billing account was refused as a whole.
#[must_use]
pub fn account_error(language: Language, error: &Error) -> String {
    let own = match error.code() {
        Some(ProblemCode::LimitReached) => billing_form::TOO_MANY,
        Some(ProblemCode::BillingIncomplete) => billing_form::INCOMPLETE,
        _ => return language::error_text(language, error),
    };
    language.texts().with(|texts| texts.get(own).into_owned())
}

/// The text beside a field.
pub(super) const fn field_text(code: FieldCode) -> Key {
    match code {
        FieldCode::NotACountry => billing_form::CHOOSE_COUNTRY,
        other => field_key(other),
    }
}
