//! Lines of invoices.

use super::json::KeptJson;
use crate::platform::micros::Micros;
use hq_billing::statement::BilledUsage;
use hq_contract::{InvoiceId, plans::CostCategory};
use sea_orm::entity::prelude::*;

/// A row of `invoice_lines`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_lines")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub invoice_id: InvoiceId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    pub category: CostCategory,
    pub subject: String,
    pub period_start: Option<Micros>,
    pub period_end: Option<Micros>,
    pub quantity: Option<String>,
    pub price_micro: Option<i64>,
    pub price_per: Option<i64>,
    pub net_minor: i64,
    pub usage: Option<KeptJson<BilledUsage>>,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
