//! Removing credentials.

use super::{shared::EnginePage, words::credential_error_text};
use crate::{
    kit::{ConfirmDialog, ConfirmedMutation, focus_title},
    language::{t, tx},
};
use hq_contract::{
    ProblemCode,
    storage_engines::{Credential, DeleteCredential},
};
use hq_text::storage_engines;
use leptos::prelude::*;

/// Removes credentials, one at a time.
pub type Removal = ConfirmedMutation<Credential, DeleteCredential>;

/// Removes those of the engine of this page.
pub fn removal(page: EnginePage) -> Removal {
    Removal::new(
        move |credential| DeleteCredential { org: page.org, id: page.id, credential: credential.id },
        |texts, credential| storage_engines::credential_removed(texts, credential.name.as_str()),
        move |_| {
            page.refresh();
            // The button that had the focus goes with the row.
            focus_title();
        },
    )
    .overtaken(|error| error.code() == Some(ProblemCode::NotFound), move |_, _| page.refresh())
}

/// Says what removing means, and does it.
#[component]
pub fn RemoveCredentialDialog(removal: Removal) -> AnyView {
    let credential = removal.subject();
    let title = tx(move |texts| {
        let name = credential.with(|it| it.as_ref().map(|it| it.name.to_string())).unwrap_or_default();
        storage_engines::remove_credential(texts, &name)
    });
    view! {
        <ConfirmDialog
            mutation=removal
            title=title
            text=t(storage_engines::REMOVE_CREDENTIAL_TEXT)
            confirm_label=title
            describe=credential_error_text
        />
    }
    .into_any()
}
