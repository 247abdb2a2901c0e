//! Storage engines in words.

use crate::{
    api::Error,
    language::{self, Language, bytes_text, money_text},
    providers,
};
use hq_contract::{
    Money, ProblemCode,
    providers::EngineKind,
    storage_engines::{MAX_CREDENTIALS, MAX_STORAGE_ENGINES, StorageEngine},
};
use hq_text::{Key, Texts, storage_engines};
use leptos::prelude::*;

/// What a database system is called, where it has a name here.
pub const fn engine_key(kind: EngineKind) -> Key {
    match kind {
        EngineKind::Postgresql => storage_engines::POSTGRESQL,
        EngineKind::Snowflake => storage_engines::SNOWFLAKE,
        EngineKind::Sandbox => storage_engines::SANDBOX,
        EngineKind::Other => storage_engines::OTHER_ENGINE,
    }
}

/// The database system of an engine; of one without a name here, what its offer is called.
pub fn engine_text(texts: &Texts, engine: &StorageEngine) -> String {
    match engine.engine {
        EngineKind::Other => engine.offer_name.clone(),
        kind => texts.get(engine_key(kind)).into_owned(),
    }
}

/// The size, and the one that it is being given.
pub fn size_text(texts: &Texts, engine: &StorageEngine) -> String {
    match (engine.fpu, engine.pending_fpu) {
        (Some(from), Some(to)) => storage_engines::size_pending(texts, &from.to_string(), &to.to_string()),
        (Some(fpu), None) => storage_engines::size(texts, &fpu.to_string()),
        (None, _) => texts.get(storage_engines::NO_SIZE).into_owned(),
    }
}

/// How much it holds of what it should hold at most; follows the language.
pub fn storage_text(language: Language, engine: &StorageEngine) -> String {
    let texts = language.texts();
    match (engine.storage_bytes, engine.storage_limit_bytes) {
        (None, _) => texts.with(|texts| texts.get(storage_engines::NOT_MEASURED).into_owned()),
        (Some(bytes), None) => bytes_text(language, bytes),
        (Some(bytes), Some(limit)) => {
            let (bytes, limit) = (bytes_text(language, bytes), bytes_text(language, limit));
            texts.with(|texts| storage_engines::storage_of(texts, &bytes, &limit))
        }
    }
}

/// What it costs a month; follows the language.
pub fn month_text(language: Language, month: Option<&Money>) -> String {
    let amount = month.map(|month| (month.minor == 0, money_text(language, month)));
    language.texts().with(|texts| match amount {
        Some((true, _)) => texts.get(hq_text::providers::NO_CHARGE).into_owned(),
        Some((false, amount)) => hq_text::providers::month(texts, &amount),
        None => texts.get(storage_engines::NO_PRICE).into_owned(),
    })
}

/// Why something was refused.
pub fn error_text(language: Language, error: &Error) -> String {
    match error.code() {
        Some(ProblemCode::LimitReached) => {
            language.texts().with(|texts| storage_engines::limit(texts, &MAX_STORAGE_ENGINES.to_string()))
        }
        _ => providers::error_text(language, error),
    }
}

/// Why something was refused of credentials, of which there can be so many.
pub fn credential_error_text(language: Language, error: &Error) -> String {
    match error.code() {
        Some(ProblemCode::LimitReached) => language
            .texts()
            .with(|texts| storage_engines::credential_limit(texts, &MAX_CREDENTIALS.to_string())),
        _ => providers::error_text(language, error),
    }
}

/// What went wrong, as long as something has.
pub fn error_message(error: impl Fn() -> Option<Error> + Send + Sync + 'static) -> Signal<Option<String>> {
    language::error_message_in(error_text, error)
}

/// The same of credentials.
pub fn credential_message(
    error: impl Fn() -> Option<Error> + Send + Sync + 'static,
) -> Signal<Option<String>> {
    language::error_message_in(credential_error_text, error)
}
