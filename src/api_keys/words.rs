//! What the page says in words of its own.

use crate::{
    api::Error,
    language::{self, Language},
};
use hq_contract::{ProblemCode, api_keys::MAX_API_KEYS};
use hq_text::api_keys;
use leptos::prelude::*;

/// Why something was refused.
pub fn error_text(language: Language, error: &Error) -> String {
    let key = match error.code() {
        Some(ProblemCode::LimitReached) => {
            return language.texts().with(|texts| api_keys::limit(texts, &MAX_API_KEYS.to_string()));
        }
        Some(ProblemCode::AlreadyShown) => api_keys::SHOWN,
        Some(ProblemCode::NotFound) => api_keys::GONE,
        Some(ProblemCode::Stale) => api_keys::STALE,
        _ => return language::error_text(language, error),
    };
    language.texts().with(|texts| texts.get(key).into_owned())
}

/// The same, as long as that stands and is not told beside a field.
pub fn error_message(error: impl Fn() -> Option<Error> + Send + Sync + 'static) -> Signal<Option<String>> {
    language::error_message_in(error_text, move || error().filter(|error| !error.is_only_about(&[NAME])))
}

/// What is told beside the field of the name.
pub const NAME: &str = "/name";
