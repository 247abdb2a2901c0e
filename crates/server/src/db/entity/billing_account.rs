//! Billing accounts.

use hq_contract::{BillingAccountId, PaymentMethodId, UserId};
use sea_orm::entity::prelude::*;

/// A row of `billing_accounts`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "billing_accounts")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BillingAccountId,
    pub owner_id: Option<UserId>,
    pub name: String,
    pub company: bool,
    pub email: String,
    pub contact: Option<String>,
    pub phone: Option<String>,
    pub address: String,
    pub siren: Option<String>,
    pub vat_id: Option<String>,
    pub reference: Option<String>,
    pub payment_method_id: Option<PaymentMethodId>,
    pub provider_customer: Option<String>,
    pub version: i64,
    pub created_at: i64,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
