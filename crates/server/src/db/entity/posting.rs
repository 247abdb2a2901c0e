//! Lines of the ledger.

use super::{id::id, kept::Kept};
use crate::platform::micros::Micros;
use hq_billing::ledger::Account;
use hq_contract::{BillingAccountId, InvoiceId};
use sea_orm::entity::prelude::*;

id!(
    /// A transaction of the ledger: postings that add up to nothing.
    TransactionId
);

/// A row of `ledger`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub transaction_id: TransactionId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    pub account: Kept<Account>,
    pub amount_minor: i64,
    pub currency: String,
    pub invoice_id: Option<InvoiceId>,
    pub billing_account_id: Option<BillingAccountId>,
    pub created_at: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
