//! Work that nobody waits for: what each kind is called, how often it is done, and one attempt at it, which is counted and of
//! which neither a failure nor a panic is the end of anything else.

use crate::{
    app::App,
    platform::{
        metrics::{self, Outcome},
        micros::Micros,
    },
};
use futures::FutureExt as _;
use std::{
    panic::AssertUnwindSafe,
    time::{Duration, Instant},
};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

/// A kind of work in the background.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job {
    /// What it is called in the metrics (the label `name`: Prometheus has a `job` of its own) and in the log.
    pub name: &'static str,
    /// The longest time between two attempts while there is nothing to do: what was last done well much longer ago is stuck.
    pub every: Duration,
}

impl Job {
    /// A kind of work; `every` is how often it is done at least.
    #[must_use]
    pub const fn new(name: &'static str, every: Duration) -> Self {
        Self { name, every }
    }

    /// This server does it from now on: it stands in the metrics before the first attempt.
    pub fn begin(self, app: &App) {
        metrics::job_begins(self.name, self.every, app.now());
    }

    /// Tries it once; nothing where that failed or panicked. The log says so, and the metrics count.
    pub async fn attempt<T, E>(self, app: &App, work: impl Future<Output = Result<T, E>>) -> Option<T> {
        let started = Instant::now();
        let (outcome, done) = match AssertUnwindSafe(work).catch_unwind().await {
            Ok(Ok(done)) => (Outcome::Done, Some(done)),
            Ok(Err(_)) => (Outcome::Failed, None),
            Err(_) => (Outcome::Panicked, None),
        };
        self.came_to(outcome, started.elapsed(), app.now());
        done
    }

    /// Writes down what became of an attempt that took so long.
    pub fn came_to(self, outcome: Outcome, took: Duration, now: Micros) {
        metrics::job(self.name, outcome, took, now);
        // Why it failed stands in the log already, and so does a panic.
        if outcome != Outcome::Done {
            tracing::warn!(job = self.name, "work in the background was not done and will be tried again");
        }
    }

    /// Does it again and again, [`Self::every`] after the last attempt, until told to stop.
    pub async fn repeat<T, E, F>(self, app: &App, stop: &CancellationToken, work: impl Fn() -> F)
    where
        F: Future<Output = Result<T, E>>,
    {
        self.begin(app);
        loop {
            self.attempt(app, async { work().await }).await;
            tokio::select! { () = sleep(self.every) => {}, () = stop.cancelled() => return }
        }
    }
}
