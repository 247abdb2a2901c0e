//! Takes a payment back that the bank took back.

use super::{
    Booked, NewPayment, PaymentError,
    book::{about, allocate, claim, guard_currency},
    find::lock_payer,
};
use crate::{db::entity::invoice, db::sql, invoices::store::credited, ledger, operation::Operation};
use hq_billing::{Overflow, ledger::Transaction};
use hq_contract::InvoiceId;
use sea_orm::ConnectionTrait;

/// Takes back so much of what was paid of an invoice, which is open again then, as far as credit notes have left of it. `payment.minor`:
/// how much, more than 0. What of it was, or has become, the payer's credit is taken from that.
///
/// # Errors
/// Where less was paid.
pub async fn reverse(
    operation: &Operation,
    invoice: &invoice::Model,
    payment: &NewPayment<'_>,
) -> Result<Booked, PaymentError> {
    if payment.minor <= 0 {
        return Err(PaymentError::NotPositive);
    }
    guard_currency(invoice, payment.currency)?;
    lock_payer(operation, invoice.billing_account_id).await?;
    let back = payment.minor.checked_neg().ok_or(Overflow)?;
    let Some(id) = claim(operation, invoice, &NewPayment { minor: back, ..*payment }).await? else {
        return Ok(Booked::Before);
    };
    let paid = paid(operation.tx(), invoice.id).await?.clamp(0, payment.minor);
    let credit = ledger::credit(operation.tx(), invoice.billing_account_id, &invoice.currency).await?.max(0);
    if payment.minor - paid > credit {
        return Err(PaymentError::NotPaid(invoice.number.clone()));
    }
    // What a credit note took off is not owed again: what was paid of that is credit. Where that was spent, the payer owes it.
    let (net, tax) = credited(operation.tx(), invoice.id).await?;
    let asked = invoice.gross_minor - net - tax;
    let open = ledger::open(operation.tx(), invoice.id).await?;
    let pays = (asked - open).clamp(payment.minor.saturating_sub(credit).max(0), paid);
    let credit = payment.minor - pays;
    let transaction = Transaction::payment(payment.provider.account(), pays, credit)?.reversed()?;
    ledger::post(operation.tx(), operation.app().new_id(), &transaction, about(invoice), operation.now())
        .await?;
    if paid > 0 {
        allocate(operation, id, invoice.id, -paid).await?;
    }
    Ok(Booked::Now { payment: id, pays: -pays, credit: -credit })
}

/// What payments paid of an invoice, less what went back.
///
/// # Errors
/// Where the database fails.
async fn paid(db: &impl ConnectionTrait, invoice: InvoiceId) -> Result<i64, PaymentError> {
    const SUM: &str = "SELECT CAST(COALESCE(SUM(amount_minor), 0) AS BIGINT) AS minor FROM payment_allocations \
        WHERE invoice_id = ?";
    let row = db.query_one_raw(sql(db.get_database_backend(), SUM, [invoice.into()])).await?;
    Ok(row.map(|row| row.try_get("", "minor")).transpose()?.unwrap_or_default())
}

/// How many payments of the bank paid just this invoice with just this amount, and nothing besides, less those that were taken
/// back.
///
/// # Errors
/// Where the database fails.
pub(super) async fn standing(
    db: &impl ConnectionTrait,
    invoice: &invoice::Model,
    minor: i64,
) -> Result<i64, PaymentError> {
    const COUNT: &str = "SELECT CAST(COALESCE(SUM(CASE WHEN p.amount_minor > 0 THEN 1 ELSE -1 END), 0) AS BIGINT) AS standing \
        FROM payments p JOIN payment_allocations a ON a.payment_id = p.id AND a.amount_minor = p.amount_minor \
        WHERE a.invoice_id = ? AND p.provider = 'bank' AND p.amount_minor IN (?, ?)";
    let values = [invoice.id.into(), minor.into(), minor.checked_neg().ok_or(Overflow)?.into()];
    let row = db.query_one_raw(sql(db.get_database_backend(), COUNT, values)).await?;
    Ok(row.map(|row| row.try_get("", "standing")).transpose()?.unwrap_or_default())
}
