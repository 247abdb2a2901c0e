//! Revoking keys.

use super::{shared::ApiKeyList, words};
use crate::{
    kit::{ConfirmDialog, ConfirmedMutation, focus_title, use_drafts},
    language::{t, tx, use_language},
    ui::{Toasts, Tone},
};
use hq_contract::{
    ProblemCode,
    api_keys::{ApiKey, RevokeApiKey},
};
use hq_text::api_keys;
use leptos::prelude::*;

/// Revokes keys, one at a time.
pub type Revocation = ConfirmedMutation<ApiKey, RevokeApiKey>;

/// Revokes keys of the page.
pub fn revocation(page: ApiKeyList) -> Revocation {
    let (language, toasts, drafts) = (use_language(), expect_context::<Toasts>(), use_drafts());
    let revoke = move |key: ApiKey| RevokeApiKey { org: page.org, id: key.id };
    let gone = move |key: ApiKey| {
        page.take(key.id, None);
        drafts.forget_about(key.id);
        // The row has gone, and with it the button that had the focus.
        focus_title();
    };
    Revocation::new(revoke, |texts, key| api_keys::revoked(texts, key.name.as_str()), gone).overtaken(
        |error| error.code() == Some(ProblemCode::NotFound),
        move |key, _| {
            let text = language.text_untracked(|texts| texts.get(api_keys::GONE).into_owned());
            toasts.push(Tone::Warning, text);
            page.take(key.id, None);
            drafts.forget_about(key.id);
        },
    )
}

/// Says what revoking means, and does it.
#[component]
pub fn RevokeDialog(revocation: Revocation) -> AnyView {
    let key = revocation.subject();
    let title = tx(move |texts| {
        let name = key.with(|key| key.as_ref().map(|key| key.name.to_string())).unwrap_or_default();
        api_keys::revoke_name(texts, &name)
    });
    view! {
        <ConfirmDialog
            mutation=revocation
            title=title
            text=t(api_keys::REVOKE_TEXT)
            confirm_label=title
            describe=words::error_text
        />
    }
    .into_any()
}
