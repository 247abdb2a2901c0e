//! What pages of domain names say in words of their own.

use crate::{
    api::Error,
    language::{self, Language, field_key},
    ui::Tone,
};
use hq_contract::{
    FieldCode, ProblemCode,
    domains::{DomainState, MAX_DOMAINS},
};
use hq_text::{Key, domains};
use leptos::prelude::*;

/// What is known of a domain.
pub const fn state(state: DomainState) -> (Key, Tone) {
    match state {
        DomainState::Pending => (domains::PENDING, Tone::Info),
        DomainState::Verified => (domains::VERIFIED, Tone::Success),
        DomainState::Lost => (domains::LOST, Tone::Warning),
    }
}

/// What is wrong with a name that was typed.
pub const fn field(code: FieldCode) -> Key {
    match code {
        FieldCode::Required => domains::REQUIRED,
        FieldCode::NotADomain => domains::NOT_A_DOMAIN,
        other => field_key(other),
    }
}

/// Why something was refused.
pub fn error_text(language: Language, error: &Error) -> String {
    match error.code() {
        Some(ProblemCode::LimitReached) => {
            language.texts().with(|texts| domains::limit(texts, &MAX_DOMAINS.to_string()))
        }
        _ => language::error_text(language, error),
    }
}

/// The same, as long as there is a failure.
pub fn error_message(error: impl Fn() -> Option<Error> + Send + Sync + 'static) -> Signal<Option<String>> {
    language::error_message_in(error_text, error)
}
