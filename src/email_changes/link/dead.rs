//! Links that change nothing, each with its way on.

use crate::{
    kit::{GateNotice, OtherAccount},
    language::{t, tx},
    routes::Route,
    session::use_session,
    ui::Drawing,
};
use hq_contract::email_changes::EmailChange;
use hq_text::{Key, email_changes};
use leptos::prelude::*;

/// Why, and the way to the profile, where one can ask again; who is signed out signs in on the way.
pub(super) fn dead(title: Key, text: Key) -> AnyView {
    page(t(title), t(text))
}

/// Another account has the new email.
pub(super) fn taken(change: &EmailChange) -> AnyView {
    let email = change.email.to_string();
    page(t(email_changes::TAKEN_TITLE), tx(move |texts| email_changes::taken_text(texts, &email)))
}

fn page(title: Signal<String>, text: Signal<String>) -> AnyView {
    let (label, to) = (t(email_changes::OPEN), Route::account());
    view! { <GateNotice drawing=Drawing::NotFound title=title text=text label=label to=to /> }.into_any()
}

/// Somebody else is signed in: who that is, and the way to the other account.
pub(super) fn other_account() -> AnyView {
    let mine = use_session().my_email();
    view! {
        <OtherAccount
            title=t(email_changes::OTHER_TITLE)
            text=tx(move |texts| email_changes::other_text(texts, &mine.get()))
            switch=t(email_changes::SWITCH)
            label=t(email_changes::HOME)
            to=Route::home()
        />
    }
    .into_any()
}
