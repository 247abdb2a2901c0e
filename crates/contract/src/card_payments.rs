//! Invoices that are paid by card: what a bank refused, and what comes next.

use crate::{BillingAccountId, InvoiceId, Money, Timestamp, named::by_name_or};
use serde::{Deserialize, Serialize};

/// Why a bank refused a card, as far as its payer can do something about it. That a card was reported as lost or stolen is none of
/// them: who holds it may be the wrong person to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "columns", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[serde(rename_all = "snake_case")]
pub enum RefusalReason {
    /// The account behind the card holds too little.
    InsufficientFunds,
    /// The card has expired.
    Expired,
    /// The bank wants its customer to confirm, which takes somebody before a screen.
    Authentication,
    /// The card's own limit is reached.
    Limit,
    /// Its number or code is wrong by now.
    Incorrect,
    /// The card is not made for such payments.
    NotSupported,
    /// The bank could not be asked.
    Unavailable,
    /// The bank gives no reason, or one that is none of these.
    Other,
}

impl RefusalReason {
    /// Every reason.
    pub const ALL: [Self; 8] = [
        Self::InsufficientFunds,
        Self::Expired,
        Self::Authentication,
        Self::Limit,
        Self::Incorrect,
        Self::NotSupported,
        Self::Unavailable,
        Self::Other,
    ];

    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InsufficientFunds => "insufficient_funds",
            Self::Expired => "expired",
            Self::Authentication => "authentication",
            Self::Limit => "limit",
            Self::Incorrect => "incorrect",
            Self::NotSupported => "not_supported",
            Self::Unavailable => "unavailable",
            Self::Other => "other",
        }
    }

    /// The reason of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == name)
    }
}

// Of a name that another version of HQ has, `other`.
by_name_or!(RefusalReason, Self::Other);

/// The last time that an invoice's card was refused. There is none any more once the invoice is paid, or another card is chosen, which
/// is tried at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CardRefusal {
    /// When.
    pub refused_at: Timestamp,
    /// Why, for who pays: to others of the organization it is not told.
    pub reason: Option<RefusalReason>,
    /// How often the card was tried.
    pub tries: u32,
    /// When it is tried next; none where it is not tried any more.
    pub next_try: Option<Timestamp>,
    /// The billing account, where it is the caller's own: another card is chosen there.
    pub billing_account: Option<BillingAccountId>,
}

/// An open invoice whose card was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefusedInvoice {
    /// Which one.
    pub id: InvoiceId,
    /// Its number.
    pub number: String,
    /// What is still to be paid.
    pub open: Money,
    /// With which words it is to be paid by bank transfer (ISO 11649).
    pub reference: Option<String>,
    /// What the bank said last, and what comes next.
    pub refusal: CardRefusal,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_called_alike_on_the_wire_and_in_the_database() {
        for reason in RefusalReason::ALL {
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.as_str());
            assert_eq!(RefusalReason::from_name(reason.as_str()), Some(reason));
        }
        assert_eq!(RefusalReason::from_name("stolen_card"), None);
    }
}
