//! Cards that billing accounts can pay with.

use crate::platform::micros::Micros;
use hq_contract::{BillingAccountId, PaymentMethodId};
use sea_orm::entity::prelude::*;

/// A row of `payment_methods`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_methods")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PaymentMethodId,
    pub billing_account_id: BillingAccountId,
    pub token: String,
    pub brand: String,
    pub last4: String,
    pub expires_month: Option<i64>,
    pub expires_year: Option<i64>,
    pub default_since: Option<Micros>,
    pub created_at: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
