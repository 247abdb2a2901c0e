//! What payers paid beyond what they owed: it pays another invoice, or goes back.

use super::{
    PaymentError, Provider,
    amount::shown,
    book::{NewPayment, about, claim},
    find::lock_payer,
};
use crate::{
    db::entity::invoice,
    ledger::{self, About},
    operation::Operation,
    platform::micros::Micros,
};
use hq_billing::{
    Overflow,
    ledger::{Account, Transaction},
};

/// Pays an invoice from its payer's credit, as far as that goes. Answers how much of it was paid so.
///
/// # Errors
/// Where nothing is open, or there is no credit.
pub async fn use_credit(operation: &Operation, invoice: &invoice::Model) -> Result<i64, PaymentError> {
    lock_payer(operation, invoice.billing_account_id).await?;
    let open = ledger::open(operation.tx(), invoice.id).await?;
    if open <= 0 {
        return Err(PaymentError::NothingOpen(invoice.number.clone()));
    }
    let credit = ledger::credit(operation.tx(), invoice.billing_account_id, &invoice.currency).await?;
    let pays = open.min(credit);
    if pays <= 0 {
        return Err(PaymentError::NotSoMuchCredit(shown(credit, &invoice.currency)));
    }
    let transaction = Transaction::credit_used(pays)?;
    ledger::post(operation.tx(), operation.app().new_id(), &transaction, about(invoice), operation.now())
        .await?;
    Ok(pays)
}

/// Makes what was paid of an invoice that asks for less now the payer's credit: to be called after a credit note. What was written off
/// was never paid: that much is no loss any more, and nobody's credit. Answers how much the credit is.
///
/// # Errors
/// Where the database fails.
pub async fn free_surplus(operation: &Operation, invoice: &invoice::Model) -> Result<i64, PaymentError> {
    lock_payer(operation, invoice.billing_account_id).await?;
    let open = ledger::open(operation.tx(), invoice.id).await?;
    if open >= 0 {
        return Ok(0);
    }
    let surplus = open.checked_neg().ok_or(Overflow)?;
    let given_up = ledger::balance_of(operation.tx(), Account::WriteOff, invoice.id).await?;
    let not_lost = surplus.min(given_up.max(0));
    let freed = surplus - not_lost;
    let transactions = [Transaction::write_off(not_lost)?.reversed()?, Transaction::credit_freed(freed)?];
    for transaction in &transactions {
        let id = operation.app().new_id();
        ledger::post(operation.tx(), id, transaction, about(invoice), operation.now()).await?;
    }
    Ok(freed)
}

/// Books that so much of a payer's credit was sent back by bank transfer. `invoice`: any of that payer's. Answers whether it was
/// not booked before.
///
/// # Errors
/// Where there is less credit.
pub async fn refund(
    operation: &Operation,
    invoice: &invoice::Model,
    minor: i64,
    reference: &str,
    sent_at: Micros,
) -> Result<bool, PaymentError> {
    if minor <= 0 {
        return Err(PaymentError::NotPositive);
    }
    lock_payer(operation, invoice.billing_account_id).await?;
    let currency = invoice.currency.as_str();
    let back = minor.checked_neg().ok_or(Overflow)?;
    let new =
        NewPayment { provider: Provider::Operator, reference, minor: back, currency, received_at: sent_at };
    if claim(operation, invoice, &new).await?.is_none() {
        return Ok(false);
    }
    let credit = ledger::credit(operation.tx(), invoice.billing_account_id, currency).await?;
    if credit < minor {
        return Err(PaymentError::NotSoMuchCredit(shown(credit, currency)));
    }
    let about = About { currency, invoice: None, billing_account: Some(invoice.billing_account_id) };
    let transaction = Transaction::refund(minor)?;
    ledger::post(operation.tx(), operation.app().new_id(), &transaction, about, operation.now()).await?;
    Ok(true)
}
