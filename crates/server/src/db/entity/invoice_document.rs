//! Invoices as files.

use crate::platform::micros::Micros;
use hq_contract::InvoiceId;
use sea_orm::entity::prelude::*;

/// A row of `invoice_documents`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_documents")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub invoice_id: InvoiceId,
    pub pdf: Vec<u8>,
    pub xml: Vec<u8>,
    pub sha256: String,
    pub created_at: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
