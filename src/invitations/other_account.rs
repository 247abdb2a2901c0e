//! Somebody else is signed in.

use super::{
    facts::{Facts, Head},
    link::Link,
};
use crate::{
    api::{Error, Mutation},
    language::{said, t, tx},
    routes::Route,
    session::use_session,
    ui::{Button, FormError, Gate, Kind, LinkButton, Size},
};
use hq_contract::{ProblemCode, session::SignOut};
use hq_text::join;
use leptos::prelude::*;

/// Both addresses, and signing out: this page stays, and asks the invited person to sign in.
#[component]
pub fn OtherAccount(link: Link) -> AnyView {
    let session = use_session();
    let sign_out = Mutation::<SignOut>::new(move |_| session.signed_out());
    let error = sign_out.error();
    let ended = |error: &Error| error.code() == Some(ProblemCode::NotSignedIn);
    Effect::new(move |_| {
        if error.with(|error| error.as_ref().is_some_and(ended)) {
            session.signed_out();
        }
    });
    let mine = move || session.user().get().map(|user| user.email.to_string()).unwrap_or_default();
    let text = tx(move |texts| {
        let sent_to = link.get(|of| of.email.to_string());
        join::other_text(texts, &sent_to, &mine())
    });
    view! {
        <Gate>
            <Head link=link title=t(join::OTHER_TITLE) text=text />
            <Facts link=link>
                <FormError message=said(move || error.get().filter(|error| !ended(error))) />
                <Button
                    label=t(join::SWITCH)
                    kind=Kind::Primary
                    size=Size::Large
                    wide=true
                    busy=sign_out.pending()
                    on_click=move |()| sign_out.run(&SignOut)
                />
                <LinkButton label=t(join::HOME) href=Route::Home.path() kind=Kind::Quiet wide=true />
            </Facts>
        </Gate>
    }
    .into_any()
}
