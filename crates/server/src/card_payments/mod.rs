//! Invoices that are paid by card, without anybody before a screen.
//!
//! Each invoice has one payment at the provider, which succeeds once: it is made first, confirmed then, and read again before it is
//! confirmed another time. So no fault on the way, and no two servers at once, charge an invoice twice. What does not succeed is
//! tried again on dated steps, and the payer is told each time how else to pay.

mod charge;
mod conclude;
pub mod jobs;
mod mail;
mod refusal;
mod refuse;
pub mod store;

use crate::{app::App, http::problem::Failure, jobs::Job};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

pub use conclude::told;

/// Charging invoices, and how often to look for them.
const JOB: Job = Job::new("card_payments", Duration::from_secs(30));

/// Charges what is due now and then, until told to stop. Failures are logged, never the end.
pub async fn watch(app: App, stop: CancellationToken) {
    if app.stripe().is_none() {
        return;
    }
    JOB.repeat(&app, &stop, || round(&app)).await;
}

/// Charges what is due; answers for how many invoices it was tried. Safe on any number of servers at once. One that fails leaves the
/// others alone.
///
/// # Errors
/// Where the database fails.
pub async fn round(app: &App) -> Result<usize, Failure> {
    let Some(stripe) = app.stripe() else { return Ok(0) };
    store::begin(app).await?;
    let mut tried = 0;
    let mut failed = None;
    for row in store::due(app).await? {
        match charge::charge(app, stripe, &row).await {
            Ok(taken) => tried += usize::from(taken),
            Err(failure) => {
                tracing::warn!(card_payment = %row.id, "an invoice could not be charged to its card");
                failed = Some(failure);
            }
        }
    }
    failed.map_or(Ok(tried), Err)
}
