//! Bills what is due today.

use crate::{
    db::entity::{billing_account, subscription},
    http::problem::Failure,
    invoices,
    operation::Operation,
};
use hq_billing::{Reason, Statement};
use hq_contract::ProblemCode;

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
/// 409 `quote_changed` where it was billed before, by other terms; where the database fails.
pub async fn bill_now(operation: &mut Operation, due: Due<'_>) -> Result<(), Failure> {
    let app = operation.app().clone();
    let seller = app.billing().ok_or(ProblemCode::BillingOff)?.seller();
    let issue = invoices::Issue { subscription: due.row, account: due.account, statement: due.statement };
    let issued = invoices::issue(operation, seller, issue).await?;
    // Nothing is ordered for nothing.
    let is_due = due.statement.lines.iter().any(|line| line.net != 0);
    if issued.is_none() && is_due { Err(ProblemCode::QuoteChanged.into()) } else { Ok(()) }
}
