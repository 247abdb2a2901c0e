//! Somebody else is signed in.

use super::{
    facts::{Facts, Head},
    link::JoinLink,
};
use crate::{
    kit::OtherAccountWays,
    language::{t, tx},
    routes::Route,
    session::use_session,
    ui::Gate,
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
                <OtherAccountWays switch=t(join::SWITCH) label=t(join::HOME) to=Route::home() />
            </Facts>
        </Gate>
    }
    .into_any()
}

/// Where the invitation was sent to, and who is signed in.
pub fn addresses(link: JoinLink) -> Signal<String> {
    let mine = use_session().my_email();
    tx(move |texts| join::other_text(texts, &link.get(|of| of.email.to_string()), &mine.get()))
}
