//! Leaving an organization.

use crate::{
    api::Mutation,
    language::{now, said, t, tx, use_language},
    routes::{Route, use_router},
    session::use_session,
    ui::{Confirm, Toasts, Tone},
};
use hq_contract::{OrganizationId, members::LeaveOrganization};
use hq_text::{common, members};
use leptos::prelude::*;

/// Says what leaving means, does it, and goes on to the next organization, or to the start screen.
#[component]
pub fn LeaveDialog(
    org: OrganizationId,
    #[prop(into)] organization: Signal<String>,
    open: RwSignal<bool>,
) -> AnyView {
    let (session, router) = (use_session(), use_router());
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let leave = Mutation::<LeaveOrganization>::new(move |_| {
        let name = organization.get_untracked();
        toasts.push(Tone::Success, now(language, |texts| members::left(texts, &name)));
        session.organization_left(org);
        router.replace(Route::Home);
    });
    Effect::new(move |_| {
        if open.get() {
            leave.clear();
        }
    });
    let error = leave.error();
    let title = tx(move |texts| members::leave_name(texts, &organization.get()));
    view! {
        <Confirm
            open=open
            title=title
            text=tx(move |texts| members::leave_text(texts, &organization.get()))
            confirm_label=title
            cancel_label=t(common::CANCEL)
            busy=leave.pending()
            error=said(move || error.get())
            on_confirm=move |()| leave.run(&LeaveOrganization { org })
        />
    }
    .into_any()
}
