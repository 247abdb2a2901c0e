//! Invoices, as the operator looks at them: who owes what.

use super::PaymentError;
use crate::{db::sql, platform::micros::Micros};
use hq_contract::invoices::InvoiceState;
use sea_orm::{ConnectionTrait, QueryResult};

/// Which invoices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    /// All of them.
    All,
    /// Of which something is open.
    Open,
    /// Of which something is open that should have been paid.
    PastDue,
}

/// An invoice, and what is owed of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// Its number.
    pub number: String,
    /// The payer's name, as it is now.
    pub payer: String,
    /// Where invoices go.
    pub email: String,
    /// For which organization.
    pub organization: String,
    /// The day it was issued.
    pub issued_on: String,
    /// The day by which it is to be paid.
    pub due_on: Option<String>,
    /// ISO 4217.
    pub currency: String,
    /// With VAT, in minor units.
    pub gross_minor: i64,
    /// What is still to be paid; less than 0 where more was taken back than was open.
    pub open_minor: i64,
    /// By which words it is paid.
    pub reference: Option<String>,
    /// Whether it is paid.
    pub state: InvoiceState,
}

/// Invoices, those issued first coming first.
///
/// # Errors
/// Where the database fails.
pub async fn list(db: &impl ConnectionTrait, only: Only, now: Micros) -> Result<Vec<Owed>, PaymentError> {
    const ALL: &str = "SELECT i.number, i.organization_name, i.issued_on, i.due_on, i.due_at, i.currency, i.gross_minor, \
        i.reference, b.name AS payer, b.email, CAST(COALESCE(o.open, 0) AS BIGINT) AS open FROM invoices i \
        JOIN billing_accounts b ON b.id = i.billing_account_id \
        LEFT JOIN (SELECT COALESCE(n.corrects_id, n.id) AS invoice_id, SUM(l.amount_minor) AS open FROM ledger l \
            JOIN invoices n ON n.id = l.invoice_id WHERE l.account = 'receivable' GROUP BY 1) o ON o.invoice_id = i.id \
        WHERE i.kind = 'invoice' ORDER BY i.created_at, i.number";
    let rows = db.query_all_raw(sql(db.get_database_backend(), ALL, [])).await?;
    let all = rows.iter().map(|row| owed(row, now)).collect::<Result<Vec<_>, _>>()?;
    let wanted = |owed: &Owed| match only {
        Only::All => true,
        Only::Open => owed.state != InvoiceState::Paid,
        Only::PastDue => owed.state == InvoiceState::PastDue,
    };
    Ok(all.into_iter().filter(wanted).collect())
}

fn owed(row: &QueryResult, now: Micros) -> Result<Owed, PaymentError> {
    let open_minor: i64 = row.try_get("", "open")?;
    let due_at: Option<Micros> = row.try_get("", "due_at")?;
    let state = if open_minor <= 0 {
        InvoiceState::Paid
    } else if due_at.is_some_and(|due| due <= now) {
        InvoiceState::PastDue
    } else {
        InvoiceState::Open
    };
    Ok(Owed {
        number: row.try_get("", "number")?,
        payer: row.try_get("", "payer")?,
        email: row.try_get("", "email")?,
        organization: row.try_get("", "organization_name")?,
        issued_on: row.try_get("", "issued_on")?,
        due_on: row.try_get("", "due_on")?,
        currency: row.try_get("", "currency")?,
        gross_minor: row.try_get("", "gross_minor")?,
        open_minor,
        reference: row.try_get("", "reference")?,
        state,
    })
}
