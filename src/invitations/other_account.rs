//! Somebody else is signed in.

use super::{
    facts::{Facts, Head},
    link::JoinLink,
};
use crate::{
    kit::SwitchAccount,
    language::{t, tx},
    routes::Route,
    session::use_session,
    ui::{Gate, Kind, LinkButton},
};
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
    view! { <SwitchAccount label=t(join::SWITCH) kind=kind /> }.into_any()
}
