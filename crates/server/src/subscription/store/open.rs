//! What an organization has not paid yet.

use super::{
    latest, read,
    statement::{Facts, account},
};
use crate::{
    app::App,
    billing::{NEVER, millis, payer},
    db::ask,
    http::problem::Failure,
    platform::micros::Micros,
};
use hq_billing::Reason;
use hq_contract::{Money, OrganizationId, ProblemCode};
use sea_orm::ConnectionTrait;

/// What is open of invoices, and what was used until now and is not billed, with VAT; none where there is nothing.
///
/// # Errors
/// Where the database fails; 500 where something is too much to count.
pub async fn balance(
    app: &App,
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    now: Micros,
) -> Result<Option<Money>, Failure> {
    let Some(billing) = app.billing() else { return Ok(None) };
    let open = invoices(db, organization).await?;
    let sum = open.checked_add(unbilled(db, organization, now).await?).ok_or(ProblemCode::Internal)?;
    Ok((sum > 0).then(|| billing.money(sum)))
}

/// What is open of invoices, as the ledger says.
async fn invoices(db: &impl ConnectionTrait, organization: OrganizationId) -> Result<i64, Failure> {
    const OPEN: &str = "SELECT CAST(COALESCE(SUM(l.amount_minor), 0) AS BIGINT) FROM ledger l \
        JOIN invoices i ON i.id = l.invoice_id WHERE i.organization_id = ? AND l.account = 'receivable'";
    Ok(ask::value(db, OPEN, [organization.into()]).await?.ok_or(ProblemCode::Internal)?)
}

/// What was used until now and is not billed.
async fn unbilled(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    now: Micros,
) -> Result<i64, Failure> {
    let row = latest(db, organization).await?.filter(|row| row.next_run_at != NEVER);
    let Some(row) = row else { return Ok(0) };
    let account = account(db, row.billing_account_id).await?;
    let facts = Facts::of(db, organization, Some(&row), payer::treatment(&account)?).await?;
    let at = millis(now);
    let statement = facts.state(&read(db, &row).await?, Reason::Ended { at }, at)?;
    Ok(statement.gross.max(0))
}
