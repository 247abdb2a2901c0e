//! Forms.

use super::error_help::error_help;
use leptos::{ev::SubmitEvent, html, prelude::*};

/// A form: Enter submits it, nothing is checked by the browser, and the page is never left.
#[component]
pub fn Form(#[prop(into)] on_submit: Callback<()>, children: Children) -> AnyView {
    view! {
        <form
            class="form"
            novalidate
            on:submit=move |event: SubmitEvent| {
                event.prevent_default();
                on_submit.run(());
            }
        >
            {children()}
        </form>
    }
    .into_any()
}

/// What went wrong with a whole form, and what was kept; takes the focus when it appears (ARIA: `role="alert"`).
#[component]
pub fn FormError(#[prop(into)] message: Signal<Option<String>>) -> AnyView {
    let shown = Memo::new(move |_| message.get());
    let note = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(note) = note.get() {
            // A note that has gone from the page cannot be focused, and need not be.
            let _ = note.focus();
        }
    });
    (move || {
        shown.get().map(|message| {
            let help = error_help(&message);
            view! {
                <div node_ref=note class="form-error" role="alert" tabindex="-1">
                    {message}
                    {help}
                </div>
            }
            .into_any()
        })
    })
    .into_any()
}

/// The buttons at the end of a form, at the line's end; wraps on a phone.
#[component]
pub fn Actions(children: Children) -> AnyView {
    view! { <div class="actions">{children()}</div> }.into_any()
}
