//! Somebody else is signed in.

use crate::{
    kit::OtherAccount,
    language::{t, tx},
    routes::Route,
    session::use_session,
};
use hq_contract::billing_accounts::TransferOffer;
use hq_text::account_transfer;
use leptos::prelude::*;

/// For whom the link is, who is signed in, and the way to the other account.
pub(super) fn wrong(offer: &TransferOffer) -> AnyView {
    let mine = use_session().my_email();
    let theirs = if offer.is_owners { offer.from.to_string() } else { offer.to.to_string() };
    view! {
        <OtherAccount
            title=t(account_transfer::WRONG_TITLE)
            text=tx(move |texts| account_transfer::wrong_text(texts, &mine.get(), &theirs))
            switch=t(account_transfer::SWITCH)
            label=t(account_transfer::HOME)
            to=Route::home()
        />
    }
    .into_any()
}
