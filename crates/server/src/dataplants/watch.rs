//! Keeps what brokers know of names and certificates as it should be.

use super::{exposure, store};
use crate::{app::App, problem::Failure};
use futures::FutureExt as _;
use std::{panic::AssertUnwindSafe, time::Duration};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

/// How often to compare.
const EVERY: Duration = Duration::from_secs(15);

/// Compares now and then, until told to stop. Failures are logged, never the end.
pub async fn watch(app: App, stop: CancellationToken) {
    loop {
        // A panic stands in the log already.
        if let Ok(Err(_)) = AssertUnwindSafe(round(&app)).catch_unwind().await {
            tracing::warn!("names and certificates of dataplants were not compared and will be again");
        }
        tokio::select! { () = sleep(EVERY) => {}, () = stop.cancelled() => return }
    }
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
