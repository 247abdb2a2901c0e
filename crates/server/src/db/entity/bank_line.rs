//! Lines of the operator's bank statements.

use super::{id::id, list::list, payment::PaymentId};
use crate::platform::micros::Micros;
use sea_orm::entity::prelude::*;

id!(
    /// A line of a bank statement.
    BankLineId
);

list! {
    /// What became of a line.
    LineState {
        /// It paid an invoice, or took a payment back.
        Matched "matched";
        /// A person has to say what it is for.
        Waiting "waiting";
        /// A person said that it is none of HQ's.
        SetAside "set_aside";
    }
}

/// A row of `bank_lines`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bank_lines")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BankLineId,
    pub account: String,
    pub entry_reference: String,
    pub booked_on: String,
    pub amount_minor: i64,
    pub currency: String,
    pub remittance: String,
    pub debtor: Option<String>,
    pub state: LineState,
    pub payment_id: Option<PaymentId>,
    pub created_at: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
