//! Dataplants in words.

use crate::{
    api::Error,
    language::{self, Language, money_text},
    providers::{self, region_text},
};
use hq_contract::{
    ProblemCode,
    dataplants::{Dataplant, MAX_DATAPLANTS},
};
use hq_text::{Texts, dataplants};
use leptos::prelude::*;

/// Why something was refused.
pub fn error_text(language: Language, error: &Error) -> String {
    match error.code() {
        Some(ProblemCode::LimitReached) => {
            language.texts().with(|texts| dataplants::limit(texts, &MAX_DATAPLANTS.to_string()))
        }
        Some(ProblemCode::Stale) => language.texts().with(|texts| texts.get(dataplants::STALE).into_owned()),
        _ => providers::error_text(language, error),
    }
}

/// The same, as long as there is a failure.
pub fn error_message(error: impl Fn() -> Option<Error> + Send + Sync + 'static) -> Signal<Option<String>> {
    language::error_message_in(error_text, error)
}

/// Where it runs: the provider, and the region where that is known and called otherwise.
pub fn place_text(language: Language, dataplant: &Dataplant) -> String {
    let region = dataplant.region.as_ref().map(|region| region_text(language, region));
    match region.filter(|region| *region != dataplant.provider) {
        Some(region) => [dataplant.provider.as_str(), &region].join(", "),
        None => dataplant.provider.clone(),
    }
}

/// Its size, and the one that it is being given.
pub fn size_text(texts: &Texts, dataplant: &Dataplant) -> String {
    match (dataplant.fpu, dataplant.pending_fpu) {
        (Some(fpu), Some(pending)) => dataplants::pending_size(texts, &fpu.to_string(), &pending.to_string()),
        (Some(fpu), None) => dataplants::size(texts, &fpu.to_string()),
        (None, _) => texts.get(dataplants::NO_SIZES).into_owned(),
    }
}

/// What it costs a month.
pub fn month_text(language: Language, dataplant: &Dataplant) -> String {
    language.texts().with(|texts| match &dataplant.month {
        Some(month) if month.minor != 0 => dataplants::month(texts, &money_text(language, month)),
        _ => texts.get(dataplants::NO_CHARGE).into_owned(),
    })
}
