//! The way to another account, for who opened a link that is not for theirs.

use crate::{
    api::{Error, Mutation},
    language::error_message,
    session::use_session,
    ui::{Button, FormError, Kind, Size},
};
use hq_contract::{ProblemCode, session::SignOut};
use leptos::prelude::*;

/// Signs out, also who is signed out already without knowing; `on_left` runs then. The page stays where it is.
#[component]
pub fn SwitchAccount(
    #[prop(into)] label: Signal<String>,
    kind: Kind,
    #[prop(default = Callback::new(|()| ()), into)] on_left: Callback<()>,
) -> AnyView {
    let session = use_session();
    let leave = move || {
        session.signed_out();
        on_left.run(());
    };
    let sign_out = Mutation::<SignOut>::new(move |_| leave());
    let error = sign_out.error();
    let ended = |error: &Error| error.code() == Some(ProblemCode::NotSignedIn);
    Effect::new(move |_| {
        if error.with(|error| error.as_ref().is_some_and(ended)) {
            leave();
        }
    });
    let size = if kind == Kind::Primary { Size::Large } else { Size::Medium };
    view! {
        <FormError message=error_message(move || error.get().filter(|error| !ended(error))) />
        <Button
            label=label
            kind=kind
            size=size
            wide=true
            busy=sign_out.pending()
            on_click=move |()| sign_out.run(&SignOut)
        />
    }
    .into_any()
}
