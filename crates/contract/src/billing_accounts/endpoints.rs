//! Endpoints about billing accounts.

use super::{
    BillingAccount, BillingAccountPatch, BillingAccountSummary, NewBillingAccount, NewTransfer,
    PaidSubscription, TransferOffer, TransferToken,
};
use crate::{
    BillingAccountId, ETag, Endpoint, Method, Nothing, OrganizationId, Page, PageToken,
    endpoint::{described, endpoint, endpoint_at, endpoint_with_body, fill},
    invoices::{Invoice, InvoiceState, with_filters},
};

endpoint!(
    /// The caller's billing accounts
    ///
    /// All of them, by name.
    ListBillingAccounts Get "/billing-accounts" -> Page<BillingAccountSummary>,
    tag "billing_accounts", for SignedIn,
    200 "The accounts"
);

endpoint_with_body!(
    /// Open a billing account
    ///
    /// The caller becomes its owner. SIREN and VAT id are checked for their form, for the address's country and against each
    /// other; whether a VAT id is in use is not asked of the tax offices (VIES). 409 `limit_reached` after 50 accounts.
    CreateBillingAccount(NewBillingAccount) Post "/billing-accounts" -> BillingAccount,
    tag "billing_accounts", for SignedIn,
    201 "The account" etag "Its version",
    refusals [LimitReached]
);

endpoint_at!(
    /// Read a billing account
    ///
    /// Of the caller's; any other is 404.
    GetBillingAccount {
        /// Which account.
        id: BillingAccountId
    } Get "/billing-accounts/{id}" -> BillingAccount,
    tag "billing_accounts", for SignedIn,
    200 "The account" etag "Its version"
);

described!(
    /// Change a billing account
    ///
    /// What was issued before stays as it is; the next invoice says what is said here, and its VAT follows from it.
    #[derive(Clone, Debug)]
    pub struct UpdateBillingAccount {
        /// Which account.
        pub id: BillingAccountId,
        /// The version that was read.
        pub version: ETag,
        /// What to change.
        pub patch: BillingAccountPatch,
    }
    at id;
    tag "billing_accounts", for SignedIn,
    200 "The account as it is now" etag "Its version",
    refusals [TransferPending]
);

impl Endpoint for UpdateBillingAccount {
    type Body = BillingAccountPatch;
    type Answer = BillingAccount;
    const METHOD: Method = Method::Patch;
    const TEMPLATE: &'static str = "/billing-accounts/{id}";

    fn path(&self) -> String {
        fill(Self::TEMPLATE, &[("id", &self.id.to_string())])
    }

    fn body(&self) -> Option<&BillingAccountPatch> {
        Some(&self.patch)
    }

    fn if_match(&self) -> Option<&ETag> {
        Some(&self.version)
    }
}

endpoint_at!(
    /// The organizations that an account pays for
    ///
    /// All of them, by name; of those that the caller is no member of there is no slug.
    ListPaidSubscriptions {
        /// Which account.
        id: BillingAccountId
    } Get "/billing-accounts/{id}/subscriptions" -> Page<PaidSubscription>,
    tag "billing_accounts", for SignedIn,
    200 "The organizations"
);

endpoint_at!(
    /// Stop paying for an organization
    ///
    /// The account's owner cancels its subscription, member of the organization or not: it runs to the end of what is paid, as if the
    /// organization had cancelled it. Its admins are told by mail, and can choose another billing account until then; reactivating it with
    /// this account is the owner's alone. What is used after the end is billed to this account as after any cancellation, until nothing
    /// runs any more or another one pays. 404 where the account does not pay for it; 409 `no_subscription` where it was cancelled before.
    StopPaying {
        /// Which account.
        id: BillingAccountId,
        /// The id of the organization.
        org: OrganizationId,
    } (Nothing) Post "/billing-accounts/{id}/subscriptions/{org}/stop" -> PaidSubscription,
    tag "billing_accounts", for SignedIn,
    200 "The subscription as it is now",
    refusals [NoSubscription]
);

described!(
    /// The invoices of an account
    ///
    /// For all organizations that it pays for or has paid for, the newest first, with credit notes.
    #[derive(Clone, Debug)]
    pub struct ListAccountInvoices {
        /// Of which account.
        pub id: BillingAccountId,
        /// Only those issued in this year.
        pub year: Option<u16>,
        /// Only those in this state.
        pub state: Option<InvoiceState>,
        /// Where to go on.
        pub page_token: Option<PageToken>,
    }
    at id;
    tag "billing_accounts", for SignedIn,
    200 "A page of invoices"
);

impl Endpoint for ListAccountInvoices {
    type Body = Nothing;
    type Answer = Page<Invoice>;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/billing-accounts/{id}/invoices";

    fn path(&self) -> String {
        let path = fill(Self::TEMPLATE, &[("id", &self.id.to_string())]);
        with_filters(&path, self.year, self.state, self.page_token.as_ref())
    }
}

endpoint_at!(
    /// Download an invoice of an account
    ///
    /// The document as it was issued: a PDF (PDF/A-3) that bears the invoice as data (Factur-X).
    GetAccountReceipt {
        /// Of which account.
        id: BillingAccountId,
        /// Which invoice.
        invoice: crate::InvoiceId,
    } Get "/billing-accounts/{id}/invoices/{invoice}/receipt.pdf" -> Nothing,
    tag "billing_accounts", for SignedIn,
    200 "The document" type "application/pdf"
);

endpoint_at!(
    /// Offer a billing account to another person
    ///
    /// Both sides get a mail with a link of their own, which works for 24 hours: the owner confirms, the other person signs in with
    /// that address and accepts. Once both have, the account is the other person's: with it the invoices, and what organizations it
    /// pays for; without its cards. An offer that was under way ends.
    TransferBillingAccount {
        /// Which account.
        id: BillingAccountId
    } (NewTransfer) Post "/billing-accounts/{id}/transfer" -> BillingAccount,
    tag "billing_accounts", for SignedIn,
    202 "The account, with the hand-over that is under way" etag "Its version",
    refusals [WrongAccount, TransferPending, TooManyRequests]
);

endpoint_at!(
    /// Take an offer of a billing account back
    ///
    /// Its links no longer work. 404 where none is under way: it has happened, or its time is over.
    CancelTransfer {
        /// Which account.
        id: BillingAccountId
    } Delete "/billing-accounts/{id}/transfer" -> Nothing,
    tag "billing_accounts", for SignedIn,
    204 "Taken back"
);

endpoint_at!(
    /// Read what the link of a mail hands over
    ///
    /// For everybody who holds the link, signed in or not, so that somebody who is signed in with another address sees for which
    /// one it is. Changes nothing, however often it is read: mail scanners follow links.
    GetTransfer {
        /// As it stands in the link.
        token: String
    } Get "/billing-account-transfers/{token}" -> TransferOffer,
    tag "billing_accounts", for Everybody,
    200 "The offer",
    refusals [LinkExpired, LinkUsed, LinkCancelled]
);

endpoint_at!(
    /// Confirm that a billing account is handed over
    ///
    /// By the link of the mail, signed in as the owner. Once the other side has accepted too, the account is theirs.
    ConfirmTransfer {
        /// Which account.
        id: BillingAccountId
    } (TransferToken) Post "/billing-accounts/{id}/transfer/confirm" -> TransferOffer,
    tag "billing_accounts", for SignedIn,
    200 "The offer as it stands",
    refusals [WrongAccount, LinkUnknown, LinkExpired, LinkUsed, LinkCancelled]
);

endpoint_at!(
    /// Accept a billing account that is handed over
    ///
    /// By the link of the mail, signed in with the address that it was sent to; any other gets 403 `wrong_account`. Once the owner has
    /// confirmed too, the account is the caller's.
    AcceptTransfer {
        /// Which account.
        id: BillingAccountId
    } (TransferToken) Post "/billing-accounts/{id}/transfer/accept" -> TransferOffer,
    tag "billing_accounts", for SignedIn,
    200 "The offer as it stands",
    refusals [WrongAccount, LinkUnknown, LimitReached, LinkExpired, LinkUsed, LinkCancelled]
);
