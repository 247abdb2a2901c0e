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
    /// Read how the account can pay and pays.
    ListPaymentMethods {
        /// Of which account.
        id: BillingAccountId
    } Get "/billing-accounts/{id}/payment-methods" -> PaymentMethods
);
endpoint_at!(
    /// Begin to add a card, on the payment provider's page; 409 `no_payment_provider` where there is none.
    AddPaymentMethod {
        /// To which account.
        id: BillingAccountId
    } (Nothing) Post "/billing-accounts/{id}/payment-methods" -> CardSetup
);
endpoint_at!(
    /// Pay with this card from now on.
    SetDefaultPaymentMethod {
        /// Of which account.
        id: BillingAccountId,
        /// Which card.
        method: PaymentMethodId,
    } (Nothing) Post "/billing-accounts/{id}/payment-methods/{method}/default" -> PaymentMethods
);
endpoint_at!(
    /// Pay by bank transfer from now on; the cards stay.
    UnsetDefaultPaymentMethod {
        /// Of which account.
        id: BillingAccountId,
    } Delete "/billing-accounts/{id}/payment-methods/default" -> PaymentMethods
);
endpoint_at!(
    /// Read a card.
    GetPaymentMethod {
        /// Of which account.
        id: BillingAccountId,
        /// Which card.
        method: PaymentMethodId,
    } Get "/billing-accounts/{id}/payment-methods/{method}" -> PaymentMethod
);
endpoint_at!(
    /// Forget a card.
    DeletePaymentMethod {
        /// Of which account.
        id: BillingAccountId,
        /// Which card.
        method: PaymentMethodId,
    } Delete "/billing-accounts/{id}/payment-methods/{method}" -> Nothing
);
