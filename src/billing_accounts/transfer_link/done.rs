//! This side has done its part; or both have.

use crate::{
    language::{t, tx},
    routes::{BillingAccountsView, PageTitle, Route},
    ui::{Drawing, Gate, Kind, Lead, LinkButton, Size},
};
use hq_contract::billing_accounts::TransferOffer;
use hq_text::account_transfer;
use leptos::prelude::*;

/// It waits for the other side.
pub(super) fn done(offer: &TransferOffer) -> AnyView {
    let (name, from, to) = words(offer);
    if offer.is_owners {
        let text = tx(move |texts| account_transfer::done_owner_text(texts, &name, &to));
        let href = Route::billing_account(offer.account.to_string()).path();
        page(t(account_transfer::DONE_OWNER), text, t(account_transfer::OPEN), href)
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
        let href = Route::billing_account(offer.account.to_string()).path();
        page(title, t(account_transfer::OVER_OTHER_TEXT), t(account_transfer::OPEN), href)
    }
}

fn words(offer: &TransferOffer) -> (String, String, String) {
    (offer.name.to_string(), offer.from.to_string(), offer.to.to_string())
}

fn list() -> String {
    Route::billing_accounts(BillingAccountsView::List).path()
}

fn page(title: Signal<String>, text: Signal<String>, label: Signal<String>, href: String) -> AnyView {
    view! {
        <Gate drawing=Drawing::BillingAccount>
            <PageTitle title=title />
            <Lead text=text />
            <div class="gate-action">
                <LinkButton label=label href=href kind=Kind::Primary size=Size::Large wide=true />
            </div>
        </Gate>
    }
    .into_any()
}
