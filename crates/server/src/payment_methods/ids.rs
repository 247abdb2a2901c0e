//! What stands in paths of cards.

use crate::http::extract::InPath;
use hq_contract::{BillingAccountId, PaymentMethodId};
use serde::Deserialize;

/// Which card of which account.
#[derive(Debug, Deserialize)]
pub struct Ids {
    /// The account.
    pub id: BillingAccountId,
    /// The card.
    pub method: PaymentMethodId,
}

impl InPath for Ids {
    type Id = BillingAccountId;
}
