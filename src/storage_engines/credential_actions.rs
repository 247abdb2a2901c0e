//! What can be done with credentials.

use super::{
    remove_credential::{Removal, removal},
    reveal::Revealing,
    shared::EnginePage,
};
use crate::{
    api::Mutation,
    language::use_language,
    ui::{Toasts, Tone},
};
use hq_contract::storage_engines::RotateCredential;
use hq_text::storage_engines;
use leptos::prelude::*;

/// What can be done with credentials.
#[derive(Clone, Copy)]
pub struct CredentialActions {
    /// The engine's page.
    pub page: EnginePage,
    /// Shows a password, once.
    pub revealing: Revealing,
    /// Makes others in their place.
    pub rotate: Mutation<RotateCredential>,
    /// Removes them.
    pub removal: Removal,
}

impl CredentialActions {
    /// Those of the engine of this page.
    pub fn new(page: EnginePage) -> Self {
        let (language, toasts) = (use_language(), expect_context::<Toasts>());
        let rotate = Mutation::<RotateCredential>::new(move |_| {
            let text = language.text_untracked(|texts| texts.get(storage_engines::ROTATED).into_owned());
            toasts.push(Tone::Success, text);
            page.refresh();
        });
        Self { page, revealing: Revealing::new(page), rotate, removal: removal(page) }
    }
}
