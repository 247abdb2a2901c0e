//! Gives up what is open of an invoice.

use super::{PaymentError, book::about, find::lock_payer};
use crate::{db::entity::invoice, ledger, operation::Operation};
use hq_billing::ledger::Transaction;

/// Gives up what is open of an invoice. Answers how much that was.
///
/// # Errors
/// Where nothing is open.
pub async fn write_off(operation: &Operation, invoice: &invoice::Model) -> Result<i64, PaymentError> {
    lock_payer(operation, invoice.billing_account_id).await?;
    let open = ledger::open(operation.tx(), invoice.id).await?;
    if open <= 0 {
        return Err(PaymentError::NothingOpen(invoice.number.clone()));
    }
    let transaction = Transaction::write_off(open)?;
    ledger::post(operation.tx(), operation.app().new_id(), &transaction, about(invoice), operation.now())
        .await?;
    Ok(open)
}
