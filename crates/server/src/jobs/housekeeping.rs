//! What is done as time goes by: what is deleted when its time is over, and who is warned before.

use super::{EVERY, Task};
use crate::{app::App, features, mail::outbox, operation, organizations, platform::rate_limits};
use futures::FutureExt as _;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

/// What belongs to no feature, or to all of them.
const OWN: &[Task] = &[
    Task::new("forget_answers", |app| operation::forget_answers(app).boxed()),
    Task::new("forget_rate_limits", |app| rate_limits::forget_old(app).boxed()),
    Task::new("erase_organizations", |app| organizations::erase_old(app).boxed()),
    Task::new("forget_mails", |app| outbox::forget_old(app).boxed()),
];

/// The jobs in the order in which they are done: those of the features, and then what belongs to none.
pub fn jobs() -> impl Iterator<Item = &'static Task> {
    features::jobs().chain(OWN)
}

/// Some of the jobs were not done; the log says why. The next round tries them again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not done: {}", .0.join(", "))]
pub struct NotDone(pub Vec<&'static str>);

/// Does each of the [`jobs`] now and then, until told to stop. Failures are logged, never the end.
pub async fn run(app: App, stop: CancellationToken) {
    // Keys are others only after a start.
    if features::seal_anew(&app).await.is_err() {
        tracing::warn!("not all secrets could be encrypted anew: that is tried at the next start");
    }
    for task in jobs() {
        task.job.begin(&app);
    }
    loop {
        // Each that was not done is told of in the log.
        let _ = round(&app).await;
        tokio::select! { () = sleep(EVERY) => {}, () = stop.cancelled() => return }
    }
}

/// Does each of the [`jobs`] once. Safe on any number of servers at once.
///
/// # Errors
/// Which were not done; all others were.
pub async fn round(app: &App) -> Result<(), NotDone> {
    each(app, jobs()).await
}

/// Does each of these, whatever becomes of those before it.
///
/// # Errors
/// Which were not done.
pub async fn each(app: &App, tasks: impl IntoIterator<Item = &Task>) -> Result<(), NotDone> {
    let mut not_done = Vec::new();
    for task in tasks {
        if task.job.attempt(app, async { (task.work)(app).await }).await.is_none() {
            not_done.push(task.job.name);
        }
    }
    if not_done.is_empty() { Ok(()) } else { Err(NotDone(not_done)) }
}
