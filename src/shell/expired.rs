//! Signing in over a page whose session has ended. What was typed stays under it, and what was on its way goes on.

use crate::{
    api::use_client,
    language::t,
    session::{SignInForm, use_session},
    ui::Button,
};
use hq_text::shell;
use leptos::{ev::Event, html, prelude::*};

const TITLE: &str = "expired-title";

/// The dialog; closed until a request finds the session ended. It cannot be put aside: either the same person signs
/// in, or the page is left.
#[component]
pub fn SignInAgain() -> AnyView {
    let expired = use_client().expired();
    (move || expired.get().then(dialog)).into_any()
}

fn dialog() -> AnyView {
    let session = use_session();
    let address = session.user().get_untracked().map(|user| user.email);
    let dialog = NodeRef::<html::Dialog>::new();
    let show = move || {
        if let Some(dialog) = dialog.get_untracked() {
            // Fails only where it is open already.
            let _ = dialog.show_modal();
        }
    };
    Effect::new(move |_| {
        dialog.track();
        show();
    });
    let form = address.map(|address| {
        view! {
            <SignInForm fixed=address>
                <Button label=t(shell::EXPIRED_OTHER) on_click=move |()| session.signed_out() />
            </SignInForm>
        }
    });
    view! {
        <dialog
            node_ref=dialog
            class="dialog"
            aria-labelledby=TITLE
            on:cancel=move |event: Event| event.prevent_default()
            on:close=move |_: Event| show()
        >
            <div class="dialog-head">
                <h2 class="dialog-title" id=TITLE>
                    {t(shell::EXPIRED_TITLE)}
                </h2>
            </div>
            <div class="dialog-body">
                <p>{t(shell::EXPIRED_TEXT)}</p>
                {form}
            </div>
        </dialog>
    }
    .into_any()
}
