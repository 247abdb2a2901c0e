//! The pages of billing accounts.

use super::parts::not_found;
use crate::{
    billing_accounts::{Account, AccountPage, AccountTab, contact, information, payment, subscriptions},
    receipts::{Place, ReceiptList, ReceiptsOf},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// A page of one of them.
pub fn billing_account(tab: AccountTab) -> AnyView {
    let named = use_params_map().with_untracked(|params| params.get("account"));
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
        <ReceiptList place=Place {
            of: ReceiptsOf::Account(account.id),
            since,
        } />
    }
    .into_any()
}
