//! Money that came, or went back.

use super::{id::id, list::list};
use crate::platform::micros::Micros;
use hq_contract::BillingAccountId;
use sea_orm::entity::prelude::*;

id!(
    /// Money that came in.
    PaymentId
);

list! {
    /// Who tells of a payment.
    Provider {
        /// A statement of the operator's bank.
        Bank "bank";
        /// The operator.
        Operator "operator";
        /// Stripe, by card.
        Stripe "stripe";
    }
}

/// A row of `payments`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payments")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PaymentId,
    pub provider: Provider,
    pub reference: String,
    pub billing_account_id: Option<BillingAccountId>,
    pub amount_minor: i64,
    pub currency: String,
    pub received_at: Micros,
    pub created_at: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
