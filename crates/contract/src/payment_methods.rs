//! How a billing account pays, besides bank transfer.

use crate::{
    BillingAccountId, Nothing, PaymentMethodId, card_payments::RefusedInvoice, endpoint::endpoint_at,
};
use serde::{Deserialize, Serialize};

/// How an account pays, besides bank transfer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentMethod {
    /// Which one.
    pub id: PaymentMethodId,
    /// Its brand as the provider says it: `visa`.
    pub brand: String,
    /// The last four digits.
    pub last4: String,
    /// When it expires: month 1 to 12, year.
    pub expires: Option<CardExpiry>,
    /// Whether invoices are paid with it.
    pub is_default: bool,
}

/// When a card expires.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[allow(missing_docs)] // the names say all there is
pub struct CardExpiry {
    pub month: u8,
    pub year: u16,
}

/// How an account can pay and pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentMethods {
    /// Whether cards can be added here.
    pub cards: bool,
    /// The cards. Where there is none, or none is the default, invoices are paid by bank transfer.
    pub methods: Vec<PaymentMethod>,
    /// The open invoice whose card was refused last, if any.
    pub refused: Option<RefusedInvoice>,
}

/// Where the payment provider asks for a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CardSetup {
    /// The provider's page, to be gone to.
    pub url: String,
}

endpoint_at!(
    /// Read how an account can pay and pays
    ListPaymentMethods {
        /// Of which account.
        id: BillingAccountId
    } Get "/billing-accounts/{id}/payment-methods" -> PaymentMethods,
    tag "billing_accounts", for SignedIn,
    200 "Its cards, and whether some can be added"
);
endpoint_at!(
    /// Begin to add a card
    ///
    /// Answers the payment provider's page on which it is typed; that leads back to the account. 409 `no_payment_provider` where there
    /// is none, 503 where it does not answer.
    AddPaymentMethod {
        /// To which account.
        id: BillingAccountId
    } (Nothing) Post "/billing-accounts/{id}/payment-methods" -> CardSetup,
    tag "billing_accounts", for SignedIn,
    201 "Where to go",
    refusals [NoPaymentProvider, LimitReached]
);
endpoint_at!(
    /// Pay with a card from now on
    ///
    /// Invoices that could not be charged to another card are tried with this one.
    SetDefaultPaymentMethod {
        /// Of which account.
        id: BillingAccountId,
        /// Which card.
        method: PaymentMethodId,
    } (Nothing) Post "/billing-accounts/{id}/payment-methods/{method}/default" -> PaymentMethods,
    tag "billing_accounts", for SignedIn,
    200 "The account's cards as they are now",
    refusals [NoPaymentProvider]
);
endpoint_at!(
    /// Pay by bank transfer from now on
    ///
    /// The cards stay, and can be chosen again. Invoices that were not charged yet are paid by bank transfer too. Where it is paid so already,
    /// nothing changes.
    UnsetDefaultPaymentMethod {
        /// Of which account.
        id: BillingAccountId,
    } Delete "/billing-accounts/{id}/payment-methods/default" -> PaymentMethods,
    tag "billing_accounts", for SignedIn,
    200 "The account's cards as they are now"
);
endpoint_at!(
    /// Read a card
    GetPaymentMethod {
        /// Of which account.
        id: BillingAccountId,
        /// Which card.
        method: PaymentMethodId,
    } Get "/billing-accounts/{id}/payment-methods/{method}" -> PaymentMethod,
    tag "billing_accounts", for SignedIn,
    200 "The card"
);
endpoint_at!(
    /// Forget a card
    ///
    /// The payment provider forgets it too. Where it was paid with, invoices are paid by bank transfer from now on.
    DeletePaymentMethod {
        /// Of which account.
        id: BillingAccountId,
        /// Which card.
        method: PaymentMethodId,
    } Delete "/billing-accounts/{id}/payment-methods/{method}" -> Nothing,
    tag "billing_accounts", for SignedIn,
    204 "It is gone",
    refusals [NoPaymentProvider]
);
