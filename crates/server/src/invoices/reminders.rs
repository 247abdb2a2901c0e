//! Reminders of invoices that are past due, in dated steps. Access is kept.

use super::{
    issue::letter,
    store::{
        overdue::{self, Late},
        write,
    },
    words,
};
use crate::{
    app::App,
    billing_accounts::store::details,
    http::problem::Failure,
    mail::{letters::billing::Issued, outbox},
    operation::{Operation, Origin},
    platform::micros::Micros,
};
use axum::http::StatusCode;
use hq_billing::overdue::Step;
use hq_contract::console_paths::ConsolePath;

/// Sends each reminder that is due, once, to who is asked about invoices. A step that passed while no server ran is not made up for:
/// the one that was reached last says it all. What fails is logged and stops nobody else.
///
/// # Errors
/// Where the database fails.
pub async fn round(app: &App) -> Result<(), Failure> {
    let now = app.now();
    for late in overdue::all(app, now).await? {
        if let Some(step) = reached(&late, now)?
            && remind(app, &late, step).await.is_err()
        {
            tracing::error!(invoice = %late.invoice.number, "a reminder was not sent: that is tried again");
        }
    }
    Ok(())
}

/// The number of the last reminder that is due: 1 to 3.
fn reached(late: &Late, now: Micros) -> Result<Option<i64>, Failure> {
    let reached = late.steps()?.into_iter().filter(|(_, at)| *at <= now).map(|(step, _)| step).max();
    Ok(match reached {
        None | Some(Step::Due) => None,
        Some(Step::Reminder) => Some(1),
        Some(Step::Second) => Some(2),
        Some(Step::Last) => Some(3),
    })
}

async fn remind(app: &App, late: &Late, number: i64) -> Result<(), Failure> {
    let mut operation = Operation::begin(app, &Origin::server()).await?;
    let row = &late.invoice;
    if !overdue::remind(&operation, row.id, number).await? {
        return Ok(());
    }
    // Paid meanwhile.
    let open = crate::ledger::open(operation.tx(), row.id).await?;
    if open <= 0 {
        return Ok(());
    }
    let account = write::account(operation.tx(), row.billing_account_id).await?;
    let contact = details(&account)?;
    let texts = super::issue::texts(&operation, &account, &contact).await?;
    let amount = words::money(texts.language(), open, &row.currency);
    let issued = Issued { number: &row.number, organization: &row.organization_name, amount: &amount };
    let due = row.due_on.clone().unwrap_or_default();
    let link = app.link(ConsolePath::BillingAccountReceipts(&account.id.to_string()));
    let reference = row.reference.as_deref().filter(|_| account.payment_method_id.is_none());
    let mail = letter(app, &texts, &contact).reminder(&issued, &due, reference, number == 3, link);
    outbox::queue(&mut operation, contact.email.as_str(), &mail).await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await.map(drop)
}
