//! Rows of the ledger.

use crate::{
    db::{
        entity::{
            kept::Kept,
            posting::{self, TransactionId},
        },
        sql,
    },
    http::problem::Failure,
    platform::micros::Micros,
};
use hq_billing::ledger::{Account, Transaction};
use hq_contract::{BillingAccountId, InvoiceId, ProblemCode};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait as _, Value};
use std::collections::HashMap;

/// What a transaction is about.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// ISO 4217.
    pub currency: &'a str,
    /// Which invoice; of a credit note either itself or what it corrects.
    pub invoice: Option<InvoiceId>,
    /// Who pays.
    pub billing_account: Option<BillingAccountId>,
}

/// Writes a transaction, in the caller's. Nothing is written where it says nothing.
///
/// # Errors
/// 500 where its sides do not add up to 0; where the database fails.
pub async fn post(
    tx: &impl ConnectionTrait,
    id: TransactionId,
    transaction: &Transaction,
    about: About<'_>,
    now: Micros,
) -> Result<(), Failure> {
    let postings = transaction.postings();
    let sum: i128 = postings.iter().map(|posting| i128::from(posting.minor)).sum();
    if sum != 0 {
        tracing::error!(transaction = %id, %sum, "a transaction does not add up to 0");
        return Err(ProblemCode::Internal.into());
    }
    if postings.is_empty() {
        return Ok(());
    }
    let rows = postings.iter().zip(0_i64..).map(|(posting, position)| posting::ActiveModel {
        transaction_id: Set(id),
        position: Set(position),
        account: Set(Kept(posting.account)),
        amount_minor: Set(posting.minor),
        currency: Set(about.currency.to_owned()),
        invoice_id: Set(about.invoice),
        billing_account_id: Set(about.billing_account),
        created_at: Set(now),
    });
    posting::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// What is still to be paid of an invoice, in minor units of its currency: less than 0 where more was paid, or taken back.
///
/// # Errors
/// Where the database fails.
pub async fn open(db: &impl ConnectionTrait, invoice: InvoiceId) -> Result<i64, Failure> {
    Ok(open_of(db, &[invoice]).await?.remove(&invoice).unwrap_or_default())
}

/// The same of several invoices; one of which nothing was booked has none.
///
/// # Errors
/// Where the database fails.
pub async fn open_of(
    db: &impl ConnectionTrait,
    invoices: &[InvoiceId],
) -> Result<HashMap<InvoiceId, i64>, Failure> {
    /// PostgreSQL takes 65,535 values a statement.
    const AT_ONCE: usize = 10_000;
    let mut open = HashMap::with_capacity(invoices.len());
    for part in invoices.chunks(AT_ONCE) {
        let marks = vec!["?"; part.len()].join(", ");
        let text = format!(
            "SELECT COALESCE(i.corrects_id, i.id) AS invoice, CAST(SUM(l.amount_minor) AS BIGINT) AS open \
             FROM ledger l JOIN invoices i ON i.id = l.invoice_id \
             WHERE l.account = 'receivable' AND (i.id IN ({marks}) OR i.corrects_id IN ({marks})) GROUP BY 1"
        );
        let values = part.iter().chain(part).map(|id| Value::from(*id));
        for row in db.query_all_raw(sql(db.get_database_backend(), &text, values)).await? {
            open.insert(row.try_get("", "invoice")?, row.try_get("", "open")?);
        }
    }
    Ok(open)
}

/// What an account of the books holds, in minor units of a currency: what it was given is positive.
///
/// # Errors
/// Where the database fails.
pub async fn balance(db: &impl ConnectionTrait, account: Account, currency: &str) -> Result<i64, Failure> {
    const SUM: &str = "SELECT CAST(COALESCE(SUM(amount_minor), 0) AS BIGINT) AS minor FROM ledger \
        WHERE account = ? AND currency = ?";
    one(db, SUM, [account.as_str().into(), currency.into()]).await
}

/// What an account of the books holds of one invoice, in minor units of its currency.
///
/// # Errors
/// Where the database fails.
pub async fn balance_of(
    db: &impl ConnectionTrait,
    account: Account,
    invoice: InvoiceId,
) -> Result<i64, Failure> {
    const SUM: &str = "SELECT CAST(COALESCE(SUM(amount_minor), 0) AS BIGINT) AS minor FROM ledger \
        WHERE account = ? AND invoice_id = ?";
    one(db, SUM, [account.as_str().into(), invoice.into()]).await
}

/// What a payer paid beyond what they owed and has not had back, in minor units of a currency.
///
/// # Errors
/// Where the database fails.
pub async fn credit(
    db: &impl ConnectionTrait,
    billing_account: BillingAccountId,
    currency: &str,
) -> Result<i64, Failure> {
    const SUM: &str = "SELECT CAST(COALESCE(-SUM(amount_minor), 0) AS BIGINT) AS minor FROM ledger \
        WHERE billing_account_id = ? AND account = 'unallocated' AND currency = ?";
    one(db, SUM, [billing_account.into(), currency.into()]).await
}

/// The sum of all lines there are, whatever the currency: 0 at all times.
///
/// # Errors
/// Where the database fails.
pub async fn total(db: &impl ConnectionTrait) -> Result<i64, Failure> {
    one(db, "SELECT CAST(COALESCE(SUM(amount_minor), 0) AS BIGINT) AS minor FROM ledger", []).await
}

async fn one<const N: usize>(
    db: &impl ConnectionTrait,
    text: &str,
    values: [Value; N],
) -> Result<i64, Failure> {
    let row = db.query_one_raw(sql(db.get_database_backend(), text, values)).await?;
    Ok(row.map(|row| row.try_get("", "minor")).transpose()?.unwrap_or_default())
}
