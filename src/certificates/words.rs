//! What the page says in words of its own when something is refused.

use crate::{
    api::Error,
    language::{self, Language},
};
use hq_contract::{ProblemCode, certificates::MAX_CERTIFICATES};
use hq_text::certificates;
use leptos::prelude::*;

/// Why something was refused.
pub fn error_text(language: Language, error: &Error) -> String {
    let key = match error.code() {
        Some(ProblemCode::LimitReached) => {
            return language.texts().with(|texts| certificates::limit(texts, &MAX_CERTIFICATES.to_string()));
        }
        Some(ProblemCode::CertificateExists) => certificates::EXISTS,
        Some(ProblemCode::NoSecretsKey) => certificates::NOT_KEPT,
        Some(ProblemCode::Stale) => certificates::STALE,
        Some(ProblemCode::NotFound) => certificates::GONE,
        _ => return language::error_text(language, error),
    };
    language.texts().with(|texts| texts.get(key).into_owned())
}

/// The same, as long as that stands.
pub fn error_message(error: impl Fn() -> Option<Error> + Send + Sync + 'static) -> Signal<Option<String>> {
    language::error_message_in(error_text, error)
}

/// Whether what was refused fails because of what somebody else has done in the meantime.
pub fn is_overtaken(error: &Error) -> bool {
    matches!(error.code(), Some(ProblemCode::Stale | ProblemCode::NotFound))
}
