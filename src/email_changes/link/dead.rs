//! Links that change nothing, each with its way on.

use crate::{
    kit::SwitchAccount,
    language::{t, tx},
    routes::{PageTitle, Route},
    session::use_session,
    ui::{Drawing, Gate, Kind, Lead, LinkButton, Size},
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
    view! {
        <Gate drawing=Drawing::NotFound>
            <PageTitle title=title />
            <Lead text=text />
            <div class="gate-action">
                <LinkButton
                    label=t(email_changes::OPEN)
                    href=Route::account().path()
                    kind=Kind::Primary
                    size=Size::Large
                    wide=true
                />
            </div>
        </Gate>
    }
    .into_any()
}

/// Somebody else is signed in: who that is, and the way to the other account. The page stays, and so does the link.
pub(super) fn other_account() -> AnyView {
    let user = use_session().user();
    let text = tx(move |texts| {
        let mine = user.get().map(|user| user.email.to_string()).unwrap_or_default();
        email_changes::other_text(texts, &mine)
    });
    view! {
        <Gate drawing=Drawing::Locked>
            <PageTitle title=t(email_changes::OTHER_TITLE) />
            <Lead text=text />
            <div class="gate-action">
                <SwitchAccount label=t(email_changes::SWITCH) kind=Kind::Primary />
                <LinkButton
                    label=t(email_changes::HOME)
                    href=Route::home().path()
                    kind=Kind::Quiet
                    wide=true
                />
            </div>
        </Gate>
    }
    .into_any()
}
