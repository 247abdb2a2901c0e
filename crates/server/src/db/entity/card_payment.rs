//! Invoices that are paid by card.

use super::{id::id, list::list};
use crate::platform::micros::Micros;
use hq_contract::InvoiceId;
use sea_orm::entity::prelude::*;

id!(
    /// A payment by card, or a try at one.
    CardPaymentId
);

list! {
    /// What is to become of an invoice that is paid by card.
    ChargeState {
        /// It is tried at `next_at`; where that is none, once there is a card.
        Due "due";
        /// It is paid by card.
        Paid "paid";
        /// Nothing is open any more, and nothing was charged.
        Settled "settled";
        /// It is not tried any more, unless another card is chosen.
        Stopped "stopped";
    }
}

/// A row of `card_payments`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "card_payments")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CardPaymentId,
    pub invoice_id: InvoiceId,
    pub provider_reference: Option<String>,
    pub state: ChargeState,
    pub attempts: i64,
    pub next_at: Option<Micros>,
    pub problem: Option<String>,
    pub refused: Option<String>,
    pub created_at: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
