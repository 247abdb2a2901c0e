//! `/dataplant-deletions/{token}`. Reading it deletes nothing, as scanners of mails follow links: the button does.

use super::{confirm::Confirmation, dead::Dead};
use crate::{
    api::{Answer, Mutation, Query},
    kit::LinkPending,
    language::{t, use_language},
    routes::{Route, use_router},
    ui::{Toasts, Tone},
};
use hq_contract::dataplants::{ConfirmDataplantDeletion, Dataplant, GetDataplantDeletion};
use hq_text::dataplant_deletion;
use leptos::prelude::*;

/// What would be deleted, and the button that does; or why the link does nothing, and the way on.
#[component]
pub fn DataplantDeletionPage(token: String) -> AnyView {
    let (router, language, toasts) = (use_router(), use_language(), expect_context::<Toasts>());
    let token = StoredValue::new(token);
    let deletion = Query::new(move || Some(GetDataplantDeletion { token: token.get_value() }));
    let confirm = Mutation::<ConfirmDataplantDeletion>::new(move |answer: Answer<Dataplant>| {
        let name = answer.value.name.to_string();
        toasts.push(Tone::Info, language.text_untracked(|texts| dataplant_deletion::begun(texts, &name)));
        let org = deletion.ready_untracked().map(|answer| answer.value.organization.id.to_string());
        // The token leaves the address bar with its page.
        router.replace(match org {
            Some(org) => Route::dataplant(org, answer.value.id.to_string()),
            None => Route::home(),
        });
    });
    let refused = confirm.error();
    let dead = Memo::new(move |_| {
        refused
            .with(|error| error.as_ref().and_then(Dead::of))
            .or_else(|| deletion.with(|remote| remote.failure().and_then(Dead::of)))
    });
    let known = Memo::new(move |_| deletion.with(|remote| remote.ready().map(|answer| answer.value.clone())));
    (move || match (dead.get(), known.get()) {
        (Some(dead), known) => dead.page(token.get_value(), known.as_ref()),
        (None, Some(known)) => {
            view! { <Confirmation deletion=known token=token.get_value() confirm=confirm /> }.into_any()
        }
        (None, None) => view! { <LinkPending title=t(dataplant_deletion::TITLE) data=deletion /> }.into_any(),
    })
    .into_any()
}
