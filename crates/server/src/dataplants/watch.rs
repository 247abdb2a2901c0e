//! Keeps what brokers know of names and certificates as it should be.

use super::{exposure, store};
use crate::{app::App, http::problem::Failure, jobs::Job};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// Comparing, and how often.
const JOB: Job = Job::new("dataplants", Duration::from_secs(15));

/// Compares now and then, until told to stop. Failures are logged, never the end.
pub async fn watch(app: App, stop: CancellationToken) {
    JOB.repeat(&app, &stop, || round(&app)).await;
}

/// Orders for each dataplant what its broker lacks; answers for how many. Safe on any number of servers at once.
///
/// # Errors
/// Where the database fails.
pub async fn round(app: &App) -> Result<usize, Failure> {
    let mut ordered = 0;
    for row in store::exposure::named(app.db().read()).await? {
        ordered += usize::from(exposure::refresh(app, &row).await?);
    }
    Ok(ordered)
}
