//! Bills what is due today.

use crate::{
    db::entity::{billing_account, subscription},
    operation::Operation,
    problem::Failure,
    vouchers,
};
use hq_billing::{Reason, Statement};

/// What is due.
#[derive(Clone, Copy, Debug)]
pub struct Due<'a> {
    /// For which subscription.
    pub row: &'a subscription::Model,
    /// Who pays.
    pub account: &'a billing_account::Model,
    /// What.
    pub statement: &'a Statement,
    /// Why.
    pub reason: Reason,
}

/// Bills it in the operation's transaction.
///
/// # Errors
/// Where the database fails.
pub async fn bill_now(operation: &mut Operation, due: Due<'_>) -> Result<(), Failure> {
    vouchers::store::spend(operation, &due.statement.vouchers()).await
}
