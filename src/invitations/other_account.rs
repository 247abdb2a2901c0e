//! Somebody else is signed in.

use super::{
    facts::{Facts, Head},
    link::JoinLink,
};
use crate::{
    api::{Error, Mutation},
    language::{error_message, t, tx},
    routes::Route,
    session::use_session,
    ui::{Button, FormError, Gate, Kind, LinkButton, Size},
};
use hq_contract::{ProblemCode, session::SignOut};
use hq_text::join;
use leptos::prelude::*;

/// Both addresses, and the way to the other account.
#[component]
pub fn OtherAccount(link: JoinLink) -> AnyView {
    view! {
        <Gate>
            <Head link=link title=t(join::OTHER_TITLE) text=addresses(link) />
            <Facts link=link>
                <Switch kind=Kind::Primary />
                <LinkButton label=t(join::HOME) href=Route::home().path() kind=Kind::Quiet wide=true />
            </Facts>
        </Gate>
    }
    .into_any()
}

/// Where the invitation was sent to, and who is signed in.
pub fn addresses(link: JoinLink) -> Signal<String> {
    let user = use_session().user();
    tx(move |texts| {
        let mine = user.get().map(|user| user.email.to_string()).unwrap_or_default();
        join::other_text(texts, &link.get(|of| of.email.to_string()), &mine)
    })
}

/// Signs out: the page of the link stays, and asks the invited person to sign in.
#[component]
pub fn Switch(kind: Kind) -> AnyView {
    let session = use_session();
    let sign_out = Mutation::<SignOut>::new(move |_| session.signed_out());
    let error = sign_out.error();
    let ended = |error: &Error| error.code() == Some(ProblemCode::NotSignedIn);
    Effect::new(move |_| {
        if error.with(|error| error.as_ref().is_some_and(ended)) {
            session.signed_out();
        }
    });
    let size = if kind == Kind::Primary { Size::Large } else { Size::Medium };
    view! {
        <FormError message=error_message(move || error.get().filter(|error| !ended(error))) />
        <Button
            label=t(join::SWITCH)
            kind=kind
            size=size
            wide=true
            busy=sign_out.pending()
            on_click=move |()| sign_out.run(&SignOut)
        />
    }
    .into_any()
}
