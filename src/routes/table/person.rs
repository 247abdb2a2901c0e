//! The table's entries of the person's own: the profile, and the billing accounts.

use super::super::{
    entries::{EMPTY, entries, param},
    page::{Audience, Menu, Page},
};
use crate::{
    billing_accounts::{AccountTab, BillingAccountsPage, TransferPage},
    chunk,
    email_changes::EmailChangePage,
    pages,
    ui::Symbol,
};
use hq_contract::console_paths as paths;
use hq_text::{account_transfer, billing_accounts, email_changes, profile};
use leptos::prelude::*;
use leptos_router::{Lazy, LazyRoute, NestedRoute, any_nested_route::IntoAnyNestedRoute};

entries! {
    /// The profile's preferences.
    ACCOUNT, Account, page_account {
        view: pages::preferences(),
        path: paths::ACCOUNT,
        title: profile::PREFERENCES,
        menu: Some(Menu::Profile),
        icon: Symbol::Person,
    }

    /// Password, two-step sign-in, sessions.
    SECURITY, Security, page_security {
        view: pages::security(),
        path: paths::SECURITY,
        title: profile::SECURITY,
        menu: Some(Menu::Profile),
        icon: Symbol::Security,
    }

    /// The person's organizations.
    ACCOUNT_ORGANIZATIONS, AccountOrganizations, page_organizations {
        view: pages::organizations(),
        path: paths::ACCOUNT_ORGANIZATIONS,
        title: profile::OWN_ORGANIZATIONS,
        menu: Some(Menu::Profile),
        icon: Symbol::Organization,
    }

    /// The link in the mail to the new address of an account.
    EMAIL_CHANGE, EmailChange, page_email_change {
        view: view! { <EmailChangePage token=param("token") /> }.into_any(),
        path: paths::EMAIL_CHANGE,
        title: email_changes::TITLE,
        plain: true,
        audience: Audience::AnybodyByName,
        requests: &[(None, "/email-changes/:token")],
    }

    /// The person's billing accounts.
    BILLING_ACCOUNTS, BillingAccounts, page_billing_accounts {
        view: view! { <BillingAccountsPage /> }.into_any(),
        path: paths::BILLING_ACCOUNTS,
        title: billing_accounts::TITLE,
        menu: Some(Menu::Palette),
        icon: Symbol::BillingAccounts,
        requests: &[(None, "/billing-accounts")],
    }

    /// One of them: its contact, and handing it over.
    BILLING_ACCOUNT, BillingAccount, page_billing_account {
        view: pages::billing_account(AccountTab::Contact),
        path: paths::BILLING_ACCOUNT,
        title: billing_accounts::CONTACT,
        requests: &[(None, "/billing-accounts/:account"), (None, "/billing-accounts")],
    }

    /// Its address and VAT.
    BILLING_ACCOUNT_INFORMATION, BillingAccountInformation, page_billing_account_information {
        view: pages::billing_account(AccountTab::Information),
        path: paths::BILLING_ACCOUNT_INFORMATION,
        title: billing_accounts::INFORMATION,
        requests: &[(None, "/billing-accounts/:account"), (None, "/billing-accounts")],
    }

    /// How it pays.
    BILLING_ACCOUNT_PAYMENT, BillingAccountPayment, page_billing_account_payment {
        view: pages::billing_account(AccountTab::Payment),
        path: paths::BILLING_ACCOUNT_PAYMENT,
        title: billing_accounts::METHODS,
        requests: &[
            (None, "/billing-accounts/:account"),
            (None, "/billing-accounts"),
            (None, "/billing-accounts/:account/payment-methods"),
        ],
    }

    /// Its past receipts.
    BILLING_ACCOUNT_RECEIPTS, BillingAccountReceipts, page_billing_account_receipts {
        view: pages::billing_account(AccountTab::Receipts),
        path: paths::BILLING_ACCOUNT_RECEIPTS,
        title: billing_accounts::RECEIPTS,
        requests: &[
            (None, "/billing-accounts/:account"),
            (None, "/billing-accounts"),
            (None, "/billing-accounts/:account/invoices"),
        ],
    }

    /// For which organizations it pays.
    BILLING_ACCOUNT_SUBSCRIPTIONS, BillingAccountSubscriptions, page_billing_account_subscriptions {
        view: pages::billing_account(AccountTab::Subscriptions),
        path: paths::BILLING_ACCOUNT_SUBSCRIPTIONS,
        title: billing_accounts::PLANS,
        requests: &[
            (None, "/billing-accounts/:account"),
            (None, "/billing-accounts"),
            (None, "/billing-accounts/:account/subscriptions"),
        ],
    }

    /// The link in the mails that hand one over.
    BILLING_ACCOUNT_TRANSFER, BillingAccountTransfer, page_billing_account_transfer {
        view: view! { <TransferPage token=param("token") /> }.into_any(),
        path: paths::BILLING_ACCOUNT_TRANSFER,
        title: account_transfer::TITLE,
        audience: Audience::AnybodyByName,
        requests: &[(None, "/billing-account-transfers/:token")],
    }
}
