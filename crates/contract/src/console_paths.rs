//! The paths of the console, for its routes and for what the server links to, from mails and wherever else it speaks to
//! people.
//!
//! Each is written once, as the pattern of the console's route (`leptos_router`: `:name` is a parameter). Neither the console
//! nor the server writes out a path of its own.

use crate::{LocalPath, encode_segment};
use std::fmt;

/// The start screen.
pub const HOME: &str = "/";
/// Sign up.
pub const SIGN_UP: &str = "/sign-up";
/// Sign in.
pub const SIGN_IN: &str = "/sign-in";
/// The link in the mail that confirms an address.
pub const VERIFY: &str = "/verify/:token";
/// Asks for the mail to reset a password.
pub const RESET_PASSWORD: &str = "/reset-password";
/// The link in that mail.
pub const NEW_PASSWORD: &str = "/reset-password/:token";
/// The link in the mails that tell of changes to an account, for who did not make them.
pub const SECURE_ACCOUNT: &str = "/secure-account/:token";
/// The link in the mail to the new address of an account.
pub const EMAIL_CHANGE: &str = "/email-changes/:token";
/// The link of an invitation.
pub const JOIN: &str = "/join/:token";
/// The link of the same mail for who does not know the inviter.
pub const REPORT: &str = "/join/:token/report";
/// Creates an organization.
pub const NEW_ORGANIZATION: &str = "/organizations/new";
/// An organization's home, by slug or id; every page of an organization begins so.
pub const ORGANIZATION: &str = "/organizations/:org";
/// Who belongs to it.
pub const MEMBERS: &str = "/organizations/:org/members";
/// Who was invited and has not joined.
pub const INVITATIONS: &str = "/organizations/:org/members/invitations";
/// Who asks to join.
pub const JOIN_REQUESTS: &str = "/organizations/:org/members/requests";
/// One of the members.
pub const MEMBER: &str = "/organizations/:org/members/:user";
/// Name, slug, description, colour; leaving and deleting.
pub const SETTINGS: &str = "/organizations/:org/settings";
/// Who may join, and how they sign in.
pub const AUTHENTICATION: &str = "/organizations/:org/settings/authentication";
/// Domain names.
pub const DOMAINS: &str = "/organizations/:org/settings/domains";
/// TLS certificates.
pub const CERTIFICATES: &str = "/organizations/:org/settings/certificates";
/// API keys, for scripts.
pub const API_KEYS: &str = "/organizations/:org/settings/api-keys";
/// One API key: what it may do.
pub const API_KEY: &str = "/organizations/:org/settings/api-keys/:key";
/// Who did what.
pub const AUDIT_LOG: &str = "/organizations/:org/settings/audit-log";
/// An organization's dataplants.
pub const DATAPLANTS: &str = "/organizations/:org/dataplants";
/// Orders a dataplant: what it begins with.
pub const NEW_DATAPLANT: &str = "/organizations/:org/dataplants/new";
/// Where it is to run.
pub const NEW_DATAPLANT_PLACE: &str = "/organizations/:org/dataplants/new/place";
/// What it is called, and under which names it answers.
pub const NEW_DATAPLANT_NAME: &str = "/organizations/:org/dataplants/new/name";
/// What it comes to.
pub const NEW_DATAPLANT_SUMMARY: &str = "/organizations/:org/dataplants/new/summary";
/// One dataplant.
pub const DATAPLANT: &str = "/organizations/:org/dataplants/:dataplant";
/// The link in the mail that confirms that a dataplant is to be deleted.
pub const DATAPLANT_DELETION: &str = "/dataplant-deletions/:token";
/// An organization's storage engines, and which of them new dataplants take.
pub const STORAGE_ENGINES: &str = "/organizations/:org/storage-engines";
/// Orders a storage engine.
pub const NEW_STORAGE_ENGINE: &str = "/organizations/:org/storage-engines/new";
/// One storage engine.
pub const STORAGE_ENGINE: &str = "/organizations/:org/storage-engines/:engine";
/// The plan: what it includes, how much of it is used, quotas and vouchers.
pub const PLAN: &str = "/organizations/:org/plan";
/// Chooses a plan: which one.
pub const CHOOSE_PLAN: &str = "/organizations/:org/plan/choose";
/// Which support level.
pub const CHOOSE_SUPPORT: &str = "/organizations/:org/plan/choose/support";
/// Which resources to commit.
pub const CHOOSE_RESOURCES: &str = "/organizations/:org/plan/choose/resources";
/// Who pays, with which billing information.
pub const CHOOSE_PAYER: &str = "/organizations/:org/plan/choose/payer";
/// How it is paid.
pub const CHOOSE_PAYMENT: &str = "/organizations/:org/plan/choose/payment";
/// What it comes to; confirms.
pub const CHOOSE_SUMMARY: &str = "/organizations/:org/plan/choose/summary";
/// What the next invoice says so far, and the budget.
pub const BILLING: &str = "/organizations/:org/billing";
/// Past invoices.
pub const RECEIPTS: &str = "/organizations/:org/receipts";
/// The person's billing accounts.
pub const BILLING_ACCOUNTS: &str = "/billing-accounts";
/// One billing account: its contact.
pub const BILLING_ACCOUNT: &str = "/billing-accounts/:account";
/// Its address and VAT.
pub const BILLING_ACCOUNT_INFORMATION: &str = "/billing-accounts/:account/information";
/// How it pays.
pub const BILLING_ACCOUNT_PAYMENT: &str = "/billing-accounts/:account/payment";
/// Its past invoices.
pub const BILLING_ACCOUNT_RECEIPTS: &str = "/billing-accounts/:account/receipts";
/// For which organizations it pays.
pub const BILLING_ACCOUNT_SUBSCRIPTIONS: &str = "/billing-accounts/:account/subscriptions";
/// The link in the mails that hand a billing account over.
pub const BILLING_ACCOUNT_TRANSFER: &str = "/billing-account-transfers/:token";
/// The profile's preferences.
pub const ACCOUNT: &str = "/account";
/// Password, two-step sign-in, sessions.
pub const SECURITY: &str = "/account/security";
/// The person's organizations.
pub const ACCOUNT_ORGANIZATIONS: &str = "/account/organizations";

/// The query parameter that says where to go afterwards.
pub const RETURN_TO: &str = "return_to";

/// A path of the console with its parameters. [`Display`](fmt::Display) writes it as it stands in a URL, percent-encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsolePath<'a> {
    /// [`SIGN_IN`]
    SignIn,
    /// [`VERIFY`] with the link's secret, and where to go afterwards.
    Verify(&'a str, Option<&'a LocalPath>),
    /// [`RESET_PASSWORD`]
    ResetPassword,
    /// [`NEW_PASSWORD`] with the link's secret.
    NewPassword(&'a str),
    /// [`SECURE_ACCOUNT`] with the link's secret.
    SecureAccount(&'a str),
    /// [`EMAIL_CHANGE`] with the link's secret.
    EmailChange(&'a str),
    /// [`JOIN`] with the link's secret.
    Join(&'a str),
    /// [`REPORT`] with the link's secret.
    Report(&'a str),
    /// [`ORGANIZATION`], by slug or id.
    Organization(&'a str),
    /// [`MEMBERS`], by slug or id.
    OrganizationMembers(&'a str),
    /// [`DOMAINS`], by slug or id.
    OrganizationDomains(&'a str),
    /// [`CERTIFICATES`], by slug or id.
    OrganizationCertificates(&'a str),
    /// [`API_KEYS`], by slug or id.
    OrganizationApiKeys(&'a str),
    /// [`DATAPLANT_DELETION`] with the link's secret.
    DataplantDeletion(&'a str),
    /// [`DATAPLANTS`], by slug or id.
    OrganizationDataplants(&'a str),
    /// [`STORAGE_ENGINES`], by slug or id.
    OrganizationStorageEngines(&'a str),
    /// [`ACCOUNT_ORGANIZATIONS`]
    AccountOrganizations,
    /// [`PLAN`], by slug or id.
    OrganizationPlan(&'a str),
    /// [`BILLING`], by slug or id.
    OrganizationBilling(&'a str),
    /// [`RECEIPTS`], by slug or id.
    OrganizationReceipts(&'a str),
    /// [`BILLING_ACCOUNTS`]
    BillingAccounts,
    /// [`BILLING_ACCOUNT_RECEIPTS`]: its past invoices, by id.
    BillingAccountReceipts(&'a str),
    /// [`BILLING_ACCOUNT_PAYMENT`]: how it pays, by id.
    BillingAccountPayment(&'a str),
    /// [`BILLING_ACCOUNT_TRANSFER`] with the link's secret.
    BillingAccountTransfer(&'a str),
}

impl<'a> ConsolePath<'a> {
    /// The pattern, and its parameter: none has more than one.
    const fn parts(self) -> (&'static str, Option<&'a str>) {
        match self {
            Self::SignIn => (SIGN_IN, None),
            Self::Verify(token, _) => (VERIFY, Some(token)),
            Self::ResetPassword => (RESET_PASSWORD, None),
            Self::NewPassword(token) => (NEW_PASSWORD, Some(token)),
            Self::SecureAccount(token) => (SECURE_ACCOUNT, Some(token)),
            Self::EmailChange(token) => (EMAIL_CHANGE, Some(token)),
            Self::Join(token) => (JOIN, Some(token)),
            Self::Report(token) => (REPORT, Some(token)),
            Self::Organization(org) => (ORGANIZATION, Some(org)),
            Self::OrganizationMembers(org) => (MEMBERS, Some(org)),
            Self::OrganizationDomains(org) => (DOMAINS, Some(org)),
            Self::OrganizationCertificates(org) => (CERTIFICATES, Some(org)),
            Self::OrganizationApiKeys(org) => (API_KEYS, Some(org)),
            Self::DataplantDeletion(token) => (DATAPLANT_DELETION, Some(token)),
            Self::OrganizationDataplants(org) => (DATAPLANTS, Some(org)),
            Self::OrganizationStorageEngines(org) => (STORAGE_ENGINES, Some(org)),
            Self::AccountOrganizations => (ACCOUNT_ORGANIZATIONS, None),
            Self::OrganizationPlan(org) => (PLAN, Some(org)),
            Self::OrganizationBilling(org) => (BILLING, Some(org)),
            Self::OrganizationReceipts(org) => (RECEIPTS, Some(org)),
            Self::BillingAccounts => (BILLING_ACCOUNTS, None),
            Self::BillingAccountReceipts(account) => (BILLING_ACCOUNT_RECEIPTS, Some(account)),
            Self::BillingAccountPayment(account) => (BILLING_ACCOUNT_PAYMENT, Some(account)),
            Self::BillingAccountTransfer(token) => (BILLING_ACCOUNT_TRANSFER, Some(token)),
        }
    }
}

impl fmt::Display for ConsolePath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (pattern, parameter) = self.parts();
        for segment in pattern.split('/').skip(1) {
            match parameter.filter(|_| segment.starts_with(':')) {
                Some(value) => write!(f, "/{}", encode_segment(value))?,
                None => write!(f, "/{segment}")?,
            }
        }
        if let Self::Verify(_, Some(return_to)) = self {
            write!(f, "?{RETURN_TO}={}", encode_segment(return_to.as_str()))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_stand_in_the_path() {
        for (path, written) in [
            (ConsolePath::SignIn, "/sign-in"),
            (ConsolePath::Verify("a_b-c", None), "/verify/a_b-c"),
            (ConsolePath::ResetPassword, "/reset-password"),
            (ConsolePath::NewPassword("a_b-c"), "/reset-password/a_b-c"),
            (ConsolePath::SecureAccount("a_b-c"), "/secure-account/a_b-c"),
            (ConsolePath::EmailChange("a_b-c"), "/email-changes/a_b-c"),
            (ConsolePath::Join("a_b-c"), "/join/a_b-c"),
            (ConsolePath::Report("a_b-c"), "/join/a_b-c/report"),
            (ConsolePath::Organization("acme"), "/organizations/acme"),
            (ConsolePath::OrganizationMembers("acme"), "/organizations/acme/members"),
            (ConsolePath::OrganizationDomains("acme"), "/organizations/acme/settings/domains"),
            (ConsolePath::OrganizationCertificates("acme"), "/organizations/acme/settings/certificates"),
            (ConsolePath::OrganizationApiKeys("acme"), "/organizations/acme/settings/api-keys"),
            (ConsolePath::DataplantDeletion("a_b-c"), "/dataplant-deletions/a_b-c"),
            (ConsolePath::OrganizationDataplants("acme"), "/organizations/acme/dataplants"),
            (ConsolePath::OrganizationStorageEngines("acme"), "/organizations/acme/storage-engines"),
            (ConsolePath::AccountOrganizations, "/account/organizations"),
            (ConsolePath::OrganizationPlan("acme"), "/organizations/acme/plan"),
            (ConsolePath::OrganizationBilling("acme"), "/organizations/acme/billing"),
            (ConsolePath::OrganizationReceipts("acme"), "/organizations/acme/receipts"),
            (ConsolePath::BillingAccounts, "/billing-accounts"),
            (ConsolePath::BillingAccountReceipts("a1"), "/billing-accounts/a1/receipts"),
            (ConsolePath::BillingAccountPayment("a1"), "/billing-accounts/a1/payment"),
            (ConsolePath::BillingAccountTransfer("a_b-c"), "/billing-account-transfers/a_b-c"),
        ] {
            assert_eq!(path.to_string(), written);
            let (pattern, parameter) = path.parts();
            assert_eq!(pattern.matches(':').count(), parameter.iter().count(), "{pattern}");
        }
    }

    #[test]
    fn whatever_a_parameter_is_it_stays_one_segment() {
        assert_eq!(ConsolePath::Join("a/b?c#d é").to_string(), "/join/a%2Fb%3Fc%23d%20%C3%A9");
    }

    #[test]
    fn where_to_go_afterwards_is_one_value_of_the_query() {
        let return_to = LocalPath::parse("/organizations/acme?q=a&b").unwrap();
        assert_eq!(
            ConsolePath::Verify("t", Some(&return_to)).to_string(),
            "/verify/t?return_to=%2Forganizations%2Facme%3Fq%3Da%26b"
        );
    }
}
