//! What happens to subscriptions as time goes by: phases take effect, what was cancelled ends, days of usage are added up, budgets are
//! told of.

use super::store::{budget, due};
use crate::{app::App, http::problem::Failure, jobs::Job, usage::sums};
use std::time::Duration;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

/// Looking at subscriptions, and how often.
const JOB: Job = Job::new("subscriptions", Duration::from_mins(1));
/// Every so many of these times, usage is added up and budgets are looked at.
const BUDGETS: u32 = 10;

/// Looks now and then, until told to stop. Failures are logged, never the end.
pub async fn run(app: App, stop: CancellationToken) {
    JOB.begin(&app);
    for turn in (0..BUDGETS).cycle() {
        JOB.attempt(&app, round(&app, turn == 0)).await;
        tokio::select! { () = sleep(JOB.every) => {}, () = stop.cancelled() => return }
    }
}

/// Does what is due. Safe on any number of servers at once.
///
/// # Errors
/// Where the database fails; the next round goes on.
pub async fn round(app: &App, budgets: bool) -> Result<(), Failure> {
    due::round(app).await?;
    if budgets {
        sums::round(app).await?;
        budget::round(app).await?;
    }
    Ok(())
}
