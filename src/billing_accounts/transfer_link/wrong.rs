//! Somebody else is signed in.

use crate::{
    kit::SwitchAccount,
    language::{t, tx},
    routes::{PageTitle, Route},
    session::use_session,
    ui::{Drawing, Gate, Kind, Lead, LinkButton},
};
use hq_contract::billing_accounts::TransferOffer;
use hq_text::account_transfer;
use leptos::prelude::*;

/// For whom the link is, who is signed in, and the way to the other account: the page stays, and so does the link.
pub(super) fn wrong(offer: &TransferOffer) -> AnyView {
    let user = use_session().user();
    let theirs = if offer.is_owners { offer.from.to_string() } else { offer.to.to_string() };
    let text = tx(move |texts| {
        let mine = user.get().map(|user| user.email.to_string()).unwrap_or_default();
        account_transfer::wrong_text(texts, &mine, &theirs)
    });
    view! {
        <Gate drawing=Drawing::Locked>
            <PageTitle title=t(account_transfer::WRONG_TITLE) />
            <Lead text=text />
            <div class="gate-action">
                <SwitchAccount label=t(account_transfer::SWITCH) kind=Kind::Primary />
                <LinkButton
                    label=t(account_transfer::HOME)
                    href=Route::home().path()
                    kind=Kind::Quiet
                    wide=true
                />
            </div>
        </Gate>
    }
    .into_any()
}
