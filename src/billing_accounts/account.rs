//! The account that a page is about.

use crate::{
    api::{Answer, Query},
    routes::Route,
};
use hq_contract::{BillingAccountId, ETag, billing_accounts::BillingAccount};
use hq_text::{Key, billing_accounts};
use leptos::prelude::*;

/// A page of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountTab {
    /// Who is billed and asked.
    Contact,
    /// What receipts must say.
    Information,
    /// How it pays.
    Payment,
    /// What was billed.
    Receipts,
    /// For which organizations it pays.
    Subscriptions,
}

impl AccountTab {
    /// Every page, in the order of the tabs.
    pub(super) const ALL: [Self; 5] =
        [Self::Contact, Self::Information, Self::Payment, Self::Receipts, Self::Subscriptions];

    pub(super) const fn title(self) -> Key {
        match self {
            Self::Contact => billing_accounts::CONTACT,
            Self::Information => billing_accounts::INFORMATION,
            Self::Payment => billing_accounts::METHODS,
            Self::Receipts => billing_accounts::RECEIPTS,
            Self::Subscriptions => billing_accounts::PLANS,
        }
    }

    /// Where it is, of an account.
    pub(super) fn route(self, id: BillingAccountId) -> Route {
        let id = id.to_string();
        match self {
            Self::Contact => Route::billing_account(id),
            Self::Information => Route::billing_account_information(id),
            Self::Payment => Route::billing_account_payment(id),
            Self::Receipts => Route::billing_account_receipts(id),
            Self::Subscriptions => Route::billing_account_subscriptions(id),
        }
    }
}

/// The account that a page is about, once it is here.
#[derive(Clone, Copy)]
pub struct Account {
    /// Which one.
    pub id: BillingAccountId,
    pub(super) query: Query<BillingAccount>,
    /// The account, as it changes.
    pub account: Memo<BillingAccount>,
}

impl Account {
    /// The account of an answer.
    pub(super) fn of(id: BillingAccountId, query: Query<BillingAccount>, first: BillingAccount) -> Self {
        let account = query.latest(first);
        Self { id, query, account }
    }

    /// The version that was read last.
    pub(super) fn version(self) -> Option<ETag> {
        self.query.with_untracked(|remote| remote.ready().and_then(|answer| answer.version.clone()))
    }

    /// A change has answered with the account.
    pub(super) fn took(self, answer: Answer<BillingAccount>) {
        self.query.set(answer);
    }
}
