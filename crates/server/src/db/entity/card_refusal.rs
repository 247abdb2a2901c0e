//! Tries to charge a card that were refused.

use super::card_payment::CardPaymentId;
use crate::platform::micros::Micros;
use hq_contract::card_payments::RefusalReason;
use sea_orm::entity::prelude::*;

/// A row of `card_refusals`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "card_refusals")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub charge: String,
    pub card_payment_id: CardPaymentId,
    pub reason: RefusalReason,
    pub code: String,
    pub created_at: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
