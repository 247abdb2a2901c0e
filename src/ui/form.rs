//! Forms.

use super::{
    content::{after_reading, read_controls},
    error_help::error_help,
    press::{after_press, hold, let_go, steady},
};
use leptos::{ev::SubmitEvent, html, prelude::*};

/// A button that cannot be pressed yet.
const WAITS: &str = "button[type=submit]:disabled";

/// A form. Enter submits it; the browser neither validates it nor leaves the page. What stands in its controls counts, also
/// where no event has told of it: it is read when the form is sent. A button that waits for what stands in them is woken
/// before, when the pointer or the focus comes; nothing that is shown moves then.
#[component]
pub fn Form(#[prop(into)] on_submit: Callback<()>, children: Children) -> AnyView {
    let form = NodeRef::<html::Form>::new();
    let waits = move || {
        let form = form.try_get_untracked().flatten();
        form.is_some_and(|form| form.query_selector(WAITS).is_ok_and(|found| found.is_some()))
    };
    let wake = move || {
        if waits() {
            hold();
            if !read_controls() {
                let_go();
            }
        }
    };
    // What is taken from the page under the pointer never hears that the pointer has left.
    on_cleanup(let_go);
    view! {
        <form
            node_ref=form
            class="form"
            novalidate
            on:submit=move |event: SubmitEvent| {
                event.prevent_default();
                after_reading(move || {
                    on_submit.try_run(());
                });
            }
            on:keydown=move |_| {
                let_go();
                read_controls();
            }
            on:input=move |_| let_go()
            on:focusin=move |_| after_press(|| {
                read_controls();
            })
            on:pointerover=move |_| wake()
            on:pointerdown=move |_| wake()
            on:pointerleave=move |_| let_go()
        >
            {children()}
        </form>
    }
    .into_any()
}

/// The error of a form as a whole. It takes the focus when it appears (ARIA: `role="alert"`).
#[component]
pub fn FormError(#[prop(into)] message: Signal<Option<String>>) -> AnyView {
    let shown = steady(message);
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
