//! VAT of invoices.

use hq_contract::InvoiceId;
use sea_orm::entity::prelude::*;

/// A row of `invoice_taxes`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_taxes")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub invoice_id: InvoiceId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub treatment: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub rate_basis_points: i64,
    pub base_minor: i64,
    pub amount_minor: i64,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
