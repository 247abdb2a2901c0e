//! Removing a member.

use super::target::Target;
use crate::{
    api::Mutation,
    language::{now, t, tx, use_language},
    ui::{Confirm, Toasts, Tone},
};
use hq_contract::{
    OrganizationId,
    members::{InvitationsOfRemoved, RemoveMember},
};
use hq_text::{common, members};
use leptos::prelude::*;

/// Says what removing means, and does it.
#[component]
pub fn RemoveDialog(
    org: OrganizationId,
    #[prop(into)] organization: Signal<String>,
    target: Target,
) -> AnyView {
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let name = target.name();
    let remove = Mutation::<RemoveMember>::new(move |_| {
        let name = name.get_untracked();
        toasts.push(Tone::Success, now(language, |texts| members::removed(texts, &name)));
        target.gone();
    });
    target.watch(remove.error());
    Effect::new(move |_| {
        if target.open.get() {
            remove.clear();
        }
    });
    let confirm = move |()| {
        if let Some((user, version)) = target.version() {
            remove.run(&RemoveMember { org, user, version, invitations: InvitationsOfRemoved::TakeOver });
        }
    };
    let (waiting, pending) = (target.waiting(), remove.pending());
    let title = tx(move |texts| members::remove_name(texts, &name.get()));
    view! {
        <Confirm
            open=target.open
            title=title
            text=tx(move |texts| members::remove_text(texts, &name.get(), &organization.get()))
            confirm_label=title
            cancel_label=t(common::CANCEL)
            busy=move || waiting.get() || pending.get()
            error=target.message(remove.error())
            on_confirm=confirm
        />
    }
    .into_any()
}
