//! Invoices and credit notes.

use super::subscription::SubscriptionId;
use crate::platform::micros::Micros;
use hq_contract::{BillingAccountId, InvoiceId, OrganizationId, invoices::InvoiceKind};
use sea_orm::entity::prelude::*;

/// A row of `invoices`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoices")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InvoiceId,
    pub number: String,
    pub kind: InvoiceKind,
    pub subscription_id: SubscriptionId,
    pub billing_account_id: BillingAccountId,
    pub organization_id: OrganizationId,
    pub organization_name: String,
    pub seller: String,
    pub buyer: String,
    pub language: String,
    pub issued_on: String,
    pub due_on: Option<String>,
    pub due_at: Option<Micros>,
    pub period_start: Option<Micros>,
    pub period_end: Option<Micros>,
    pub currency: String,
    pub net_minor: i64,
    pub tax_minor: i64,
    pub gross_minor: i64,
    pub reference: Option<String>,
    pub corrects_id: Option<InvoiceId>,
    pub reason: Option<String>,
    pub created_at: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
