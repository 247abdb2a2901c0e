//! Forgetting something whose broker is gone.

use super::typed_name::TypedNameDialog;
use crate::{
    language::{t, tx},
    ui::{Banner, Tone},
};
use hq_text::operations;
use leptos::prelude::*;

/// Asks for the name before something is taken out of HQ without being deleted where it runs, and says what that may cost.
/// `on_forget` gets the name as typed.
#[component]
pub fn ForgetDialog(
    open: RwSignal<bool>,
    #[prop(into)] name: Signal<String>,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(into)] on_forget: Callback<String>,
) -> AnyView {
    let title = tx(move |texts| operations::forget_name(texts, &name.get()));
    view! {
        <TypedNameDialog
            open=open
            name=name
            title=title
            submit_label=title
            busy=busy
            error=error
            on_submit=on_forget
        >
            <p>{t(operations::FORGET_TEXT)}</p>
            <Banner text=t(operations::FORGET_COST) tone=Tone::Warning />
        </TypedNameDialog>
    }
    .into_any()
}
