//! The form inside of a dialog.

use crate::{
    language::t,
    ui::{Actions, Button, Form, FormError, Kind, hold_dialog},
};
use hq_text::common;
use leptos::prelude::*;

/// What a dialog asks, with what went wrong above and its two buttons under it: "Cancel" (or `cancel_label`, where the other
/// one cancels something too), which closes the dialog, and the one that says what it does. While that is `busy` nothing closes it.
#[component]
pub fn DialogForm(
    open: RwSignal<bool>,
    #[prop(into)] submit_label: Signal<String>,
    #[prop(into)] on_submit: Callback<()>,
    #[prop(optional, into)] cancel_label: Option<Signal<String>>,
    #[prop(optional)] kind: Option<Kind>,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] status: Signal<String>,
    children: Children,
) -> AnyView {
    hold_dialog(busy);
    let cancel = cancel_label.unwrap_or_else(|| t(common::CANCEL));
    view! {
        <Form on_submit=on_submit>
            <FormError message=error />
            {children()}
            <Actions>
                <span class="actions-status" role="status">
                    {status}
                </span>
                <Button label=cancel disabled=busy on_click=move |()| open.set(false) />
                <Button
                    label=submit_label
                    kind=kind.unwrap_or(Kind::Primary)
                    submit=true
                    busy=busy
                    disabled=disabled
                />
            </Actions>
        </Form>
    }
    .into_any()
}
