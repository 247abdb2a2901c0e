//! This side has done its part; or both have.

use crate::{
    kit::GateNotice,
    language::{t, tx},
    routes::{BillingAccountsView, Route},
    ui::Drawing,
};
use hq_contract::billing_accounts::TransferOffer;
use hq_text::account_transfer;
use leptos::prelude::*;

/// It waits for the other side.
pub(super) fn done(offer: &TransferOffer) -> AnyView {
    let (name, from, to) = words(offer);
    if offer.is_owners {
        let text = tx(move |texts| account_transfer::done_owner_text(texts, &name, &to));
        let account = Route::billing_account(offer.billing_account.to_string());
        page(t(account_transfer::DONE_OWNER), text, t(account_transfer::OPEN), account)
    } else {
        let text = tx(move |texts| account_transfer::done_other_text(texts, &from, &name));
        page(t(account_transfer::DONE_OTHER), text, t(account_transfer::TO_LIST), list())
    }
}

/// The account has changed hands.
pub(super) fn over(offer: &TransferOffer) -> AnyView {
    let (name, _, to) = words(offer);
    if offer.is_owners {
        let title = tx(move |texts| account_transfer::over_owner(texts, &name));
        let text = tx(move |texts| account_transfer::over_owner_text(texts, &to));
        page(title, text, t(account_transfer::TO_LIST), list())
    } else {
        let title = tx(move |texts| account_transfer::over_other(texts, &name));
        let account = Route::billing_account(offer.billing_account.to_string());
        page(title, t(account_transfer::OVER_OTHER_TEXT), t(account_transfer::OPEN), account)
    }
}

fn words(offer: &TransferOffer) -> (String, String, String) {
    (offer.name.to_string(), offer.from.to_string(), offer.to.to_string())
}

fn list() -> Route {
    Route::billing_accounts(BillingAccountsView::List)
}

fn page(title: Signal<String>, text: Signal<String>, label: Signal<String>, to: Route) -> AnyView {
    view! { <GateNotice drawing=Drawing::BillingAccount title=title text=text label=label to=to /> }
        .into_any()
}
