//! Lines of the operator's bank statements.

use sea_orm::entity::prelude::*;

/// A row of `bank_lines`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bank_lines")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account: String,
    pub entry_reference: String,
    pub booked_on: String,
    pub amount_minor: i64,
    pub currency: String,
    pub remittance: String,
    pub debtor: Option<String>,
    pub state: String,
    pub payment_id: Option<Uuid>,
    pub created_at: i64,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
