//! Why ordering or changing something was refused, in words of its own.

use crate::{
    api::Error,
    language::{self, Language, field_key},
};
use hq_contract::{FieldCode, ProblemCode};
use hq_text::{Key, providers};
use leptos::prelude::*;

/// Why something was refused. How many there can be at most says the page: [`ProblemCode::LimitReached`] has no words here.
#[must_use]
pub fn error_text(language: Language, error: &Error) -> String {
    let own = match error.code() {
        Some(ProblemCode::EngineInUse) => providers::ENGINE_IN_USE,
        Some(ProblemCode::BuiltIn) => providers::BUILT_IN,
        Some(ProblemCode::NotReady) => providers::NOT_READY,
        Some(ProblemCode::OfferUnavailable) => providers::OFFER_UNAVAILABLE,
        Some(ProblemCode::AlreadyShown) => providers::ALREADY_SHOWN,
        Some(ProblemCode::NoSecretsKey) => providers::NO_SECRETS_KEY,
        _ => return language::error_text(language, error),
    };
    language.texts().with(|texts| texts.get(own).into_owned())
}

/// The same, as long as there is a failure.
#[must_use]
pub fn error_message(error: impl Fn() -> Option<Error> + Send + Sync + 'static) -> Signal<Option<String>> {
    language::error_message_in(error_text, error)
}

/// The text beside a refused field.
#[must_use]
pub const fn field_text(code: FieldCode) -> Key {
    match code {
        FieldCode::NotOffered => providers::NOT_OFFERED,
        FieldCode::EnginesOutOfReach => providers::ENGINES_OUT_OF_REACH,
        FieldCode::NotVerified => providers::NOT_VERIFIED,
        other => field_key(other),
    }
}
