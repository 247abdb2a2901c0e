//! Forms.

use super::{
    content::{after_reading, read_controls},
    error_help::error_help,
};
use leptos::{ev::SubmitEvent, html, prelude::*};

/// A form. Enter submits it; the browser neither validates it nor leaves the page. What stands in its controls counts, also
/// where no event has told of it.
#[component]
pub fn Form(#[prop(into)] on_submit: Callback<()>, children: Children) -> AnyView {
    let take_up = || {
        read_controls();
    };
    view! {
        <form
            class="form"
            novalidate
            on:submit=move |event: SubmitEvent| {
                event.prevent_default();
                after_reading(move || {
                    on_submit.try_run(());
                });
            }
            on:keydown=move |_| take_up()
            on:focusin=move |_| take_up()
            on:pointerover=move |_| take_up()
        >
            {children()}
        </form>
    }
    .into_any()
}

/// The error of a form as a whole. It takes the focus when it appears (ARIA: `role="alert"`).
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

/// The buttons of a form, right-aligned; they wrap on a phone.
#[component]
pub fn Actions(children: Children) -> AnyView {
    view! { <div class="actions">{children()}</div> }.into_any()
}
