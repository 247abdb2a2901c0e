//! Giving domains up.

use super::{checking::is_gone, words};
use crate::{
    api::List,
    kit::{ConfirmDialog, ConfirmedMutation},
    language::{tx, use_language},
    ui::{Toasts, Tone},
};
use hq_contract::{
    OrganizationId,
    domains::{Domain, ReleaseDomain},
};
use hq_text::domains;
use leptos::prelude::*;

/// Gives domains up, one at a time.
pub type Release = ConfirmedMutation<Domain, ReleaseDomain>;

/// Gives domains of the list up. Once one is given up, `focus` is notified.
pub fn release(org: OrganizationId, list: List<Domain>, focus: RwSignal<()>) -> Release {
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let gone = move |domain: Domain| {
        list.edit(|items| items.retain(|item| item.id != domain.id));
        // The card has gone, and with it the button that had the focus.
        request_animation_frame(move || focus.notify());
    };
    Release::new(
        move |domain| ReleaseDomain { org, id: domain.id },
        |texts, domain| domains::given_up(texts, &domain.shown()),
        gone,
    )
    .overtaken(is_gone, move |domain, _| {
        toasts.push(Tone::Warning, language.text_untracked(|texts| domains::gone(texts, &domain.shown())));
        gone(domain);
    })
}

/// Says what giving up means, and does it.
#[component]
pub fn ReleaseDialog(release: Release) -> AnyView {
    let domain = release.subject();
    let name =
        Signal::derive(move || domain.with(|domain| domain.as_ref().map(Domain::shown).unwrap_or_default()));
    let title = tx(move |texts| domains::give_up_name(texts, &name.get()));
    let bound = move || domain.with(|domain| domain.as_ref().is_some_and(|domain| domain.state.is_bound()));
    let text = tx(move |texts| {
        if bound() {
            domains::give_up_text(texts, &name.get())
        } else {
            texts.get(domains::GIVE_UP_PENDING).into_owned()
        }
    });
    view! {
        <ConfirmDialog
            mutation=release
            title=title
            text=text
            confirm_label=title
            describe=words::error_text
        />
    }
    .into_any()
}
