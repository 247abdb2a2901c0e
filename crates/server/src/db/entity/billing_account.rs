//! Billing accounts.

use crate::platform::micros::Micros;
use hq_contract::{
    BillingAccountId, EmailAddress, PaymentMethodId, PersonName, Siren, UserId, VatId,
    billing_accounts::{AddressLine, PayerName},
};
use sea_orm::entity::prelude::*;

/// A row of `billing_accounts`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "billing_accounts")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BillingAccountId,
    pub owner_id: Option<UserId>,
    pub name: PayerName,
    pub company: bool,
    pub email: EmailAddress,
    pub contact: Option<PersonName>,
    pub phone: Option<AddressLine>,
    pub address: String,
    pub siren: Option<Siren>,
    pub vat_id: Option<VatId>,
    pub reference: Option<AddressLine>,
    pub payment_method_id: Option<PaymentMethodId>,
    pub provider_customer: Option<String>,
    pub version: i64,
    pub created_at: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
