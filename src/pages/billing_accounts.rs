//! The pages of billing accounts.

use super::parts::not_found;
use crate::{
    billing_accounts::{Account, AccountPage, AccountTab, contact, information, payment, subscriptions},
    receipts::{Listing, ReceiptList, ReceiptsOf},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// A page of one of them.
pub fn billing_account(tab: AccountTab) -> AnyView {
    let params = use_params_map();
    // The switcher leads to the same page of another account.
    let named = Memo::new(move |_| params.with(|params| params.get("account")));
    (move || of_account(named.get().as_deref(), tab)).into_any()
}

fn of_account(named: Option<&str>, tab: AccountTab) -> AnyView {
    let Some(id) = named.and_then(|account| account.parse().ok()) else { return not_found().page() };
    let body = match tab {
        AccountTab::Contact => contact,
        AccountTab::Information => information,
        AccountTab::Payment => payment,
        AccountTab::Receipts => receipts,
        AccountTab::Subscriptions => subscriptions,
    };
    view! { <AccountPage id=id tab=tab not_found=|| not_found().page() body=body /> }.into_any()
}

/// What was billed to it, for all its organizations.
fn receipts(account: Account) -> AnyView {
    let since = account.account.with_untracked(|account| account.created_at.clone());
    view! {
        <ReceiptList listing=Listing {
            of: ReceiptsOf::Account(account.id),
            since,
        } />
    }
    .into_any()
}
