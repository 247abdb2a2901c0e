//! What is done as time goes by: what is deleted when its time is over, and who is warned before.

mod table;

pub use table::{JOBS, Task};

use crate::{account_alerts, app::App, brokers, certificates, http::problem::Failure, mfa};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

/// Some of the jobs were not done; the log says why. The next round tries them again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not done: {}", .0.join(", "))]
pub struct NotDone(pub Vec<&'static str>);

/// Does each job of [`JOBS`] now and then, until told to stop. Failures are logged, never the end.
pub async fn run(app: App, stop: CancellationToken) {
    // Keys are others only after a start.
    if seal_anew(&app).await.is_err() {
        tracing::warn!("not all secrets could be encrypted anew: that is tried at the next start");
    }
    for task in JOBS {
        task.job.begin(&app);
    }
    loop {
        // Each that was not done is told of in the log.
        let _ = round(&app).await;
        tokio::select! { () = sleep(table::EVERY) => {}, () = stop.cancelled() => return }
    }
}

/// Encrypts with the first key of the configuration what another one has encrypted, and what lies in clear. Safe on any
/// number of servers at once.
///
/// # Errors
/// Where the database fails; what was encrypted anew before stays so.
pub async fn seal_anew(app: &App) -> Result<(), Failure> {
    certificates::seal_anew(app).await?;
    mfa::seal_anew(app).await?;
    brokers::seal_anew(app).await?;
    account_alerts::store::seal_anew(app).await
}

/// Does every job of [`JOBS`] once. Safe on any number of servers at once.
///
/// # Errors
/// Which were not done; all others were.
pub async fn round(app: &App) -> Result<(), NotDone> {
    each(app, JOBS).await
}

/// Does each of these, whatever becomes of those before it.
///
/// # Errors
/// Which were not done.
pub async fn each(app: &App, tasks: &[Task]) -> Result<(), NotDone> {
    let mut not_done = Vec::new();
    for task in tasks {
        if task.job.attempt(app, async { (task.work)(app).await }).await.is_none() {
            not_done.push(task.job.name);
        }
    }
    if not_done.is_empty() { Ok(()) } else { Err(NotDone(not_done)) }
}
