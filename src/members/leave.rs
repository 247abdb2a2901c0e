//! Leaving an organization.

use super::transfer::Transfer;
use crate::{
    api::{Error, Mutation},
    language::{error_message, t, tx, use_language},
    routes::{Route, use_router},
    session::use_session,
    ui::{Actions, Button, Dialog, Form, FormError, Kind, Toasts, Tone, hold_dialog},
};
use hq_contract::{OrganizationId, ProblemCode, members::LeaveOrganization};
use hq_text::{common, members, transfer as transfer_text};
use leptos::prelude::*;

/// Says what leaving means, does it, and goes on to the next organization, or to the start screen. The last admin is led
/// to making somebody else one.
#[component]
pub fn LeaveDialog(
    org: OrganizationId,
    #[prop(into)] organization: Signal<String>,
    open: RwSignal<bool>,
    transfer: Transfer,
) -> AnyView {
    let (session, router) = (use_session(), use_router());
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let leave = Mutation::<LeaveOrganization>::new(move |_| {
        let name = organization.get_untracked();
        toasts.push(Tone::Success, language.text_untracked(|texts| members::left(texts, &name)));
        session.organization_left(org);
        router.replace(Route::home());
    });
    Effect::new(move |_| {
        if open.get() {
            leave.clear();
        }
    });
    let title = tx(move |texts| members::leave_name(texts, &organization.get()));
    let error = leave.error();
    let last = Memo::new(move |_| {
        error.with(|error| error.as_ref().and_then(Error::code)) == Some(ProblemCode::LastAdmin)
    });
    let submit = move |()| {
        if last.get_untracked() {
            open.set(false);
            // After this dialog has given the focus back.
            request_animation_frame(move || transfer.ask(true));
        } else {
            leave.run(&LeaveOrganization { org });
        }
    };
    let button = move || {
        let (label, kind) =
            if last.get() { (t(transfer_text::INSTEAD), Kind::Primary) } else { (title, Kind::Danger) };
        view! { <Button label=label kind=kind submit=true busy=leave.pending() /> }
    };
    view! {
        <Dialog open=open title=title close_label=t(common::CANCEL)>
            {hold_dialog(leave.pending())}
            <Form on_submit=submit>
                <p>{tx(move |texts| members::leave_text(texts, &organization.get()))}</p>
                <FormError message=error_message(move || error.get()) />
                <Actions>
                    <Button
                        label=t(common::CANCEL)
                        disabled=leave.pending()
                        on_click=move |()| open.set(false)
                    />
                    {button}
                </Actions>
            </Form>
        </Dialog>
    }
    .into_any()
}
