//! The worker: takes up what nobody holds, and carries it out step by step. It may end anywhere: whoever comes next finds in
//! the journal how far it was, and does the step under way again.

use super::{Step, StepError, take::Task};
use crate::{
    embedded::{
        Embedded, EmbeddedError, Inner,
        journal::{Ended, InstanceRow, Journal, Lease, OperationRow, StepRow},
    },
    osb::extension::StepState,
};
use futures::{FutureExt as _, StreamExt as _, stream};
use std::{
    panic::AssertUnwindSafe,
    sync::atomic::Ordering,
    time::{Duration, Instant},
};
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

/// For how long an operation is held. Who was killed has lost it after that.
pub const LEASE: Duration = Duration::from_secs(60);
/// The longest that a step takes before it is tried again: less than the lease, so that nobody else has begun with it.
const STEP: Duration = Duration::from_secs(45);
/// How soon the worker looks for what others have ordered or let go of.
const LOOK: Duration = Duration::from_secs(1);
/// How soon after a failure it looks again.
const RECOVER: Duration = Duration::from_secs(3);
/// The longest wait before a step is tried again.
const MOST_WAIT: u64 = 30;
/// How many operations one process carries out at once.
const AT_ONCE: usize = 4;
/// How often what has been gone for long is forgotten.
const SWEEP: Duration = Duration::from_secs(3600);
/// How long what is gone is remembered.
const REMEMBER: Duration = Duration::from_secs(30 * 24 * 3600);

/// What became of an attempt of the worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// It did what there was to do.
    Well,
    /// It failed, and is made again.
    Failed,
    /// It panicked, and is made again.
    Panicked,
}

/// Is told what became of each attempt, and how long it took.
pub type Heard<'a> = &'a (dyn Fn(Came, Duration) + Send + Sync);

impl Embedded {
    /// How soon the worker looks again for what others have ordered, where there is nothing to do.
    pub const LOOK: Duration = LOOK;

    /// Carries out what was ordered, until told to stop; then the steps under way are finished. Any number of processes may.
    pub async fn run(&self, stop: CancellationToken) {
        self.run_heard(stop, &|_, _| ()).await;
    }

    /// The same, and says what became of each attempt.
    pub async fn run_heard(&self, stop: CancellationToken, heard: Heard<'_>) {
        // Both go on at once, what is taken up and what is carried out: each may wait for the journal's one connection that
        // the other has.
        stream::unfold((), |()| async { Some((self.0.next(&stop, heard).await?, ())) })
            .for_each_concurrent(AT_ONCE, |held| self.0.carry_out(held, stop.clone(), heard))
            .await;
    }
}

type Held = (Lease, OperationRow);

/// Makes an attempt, and says what became of it; nothing where it panicked, which ends no other. What it held is taken up again
/// after its lease.
async fn attempt<T, E>(heard: Heard<'_>, work: impl Future<Output = Result<T, E>>) -> Option<Result<T, E>> {
    let started = Instant::now();
    let result = AssertUnwindSafe(work).catch_unwind().await;
    let came = match &result {
        Ok(Ok(_)) => Came::Well,
        Ok(Err(_)) => Came::Failed,
        Err(_) => Came::Panicked,
    };
    heard(came, started.elapsed());
    result.ok()
}

impl Inner {
    /// The next operation that nobody holds, as soon as there is one; nothing when it is time to stop.
    async fn next(&self, stop: &CancellationToken, heard: Heard<'_>) -> Option<Held> {
        while !stop.is_cancelled() {
            let pause = match attempt(heard, self.take_up()).await {
                Some(Ok(Some(held))) => return Some(held),
                Some(Ok(None)) => LOOK,
                Some(Err(error)) => {
                    tracing::warn!(%error, "the embedded broker cannot take up what was ordered");
                    RECOVER
                }
                None => RECOVER,
            };
            tokio::select! {
                () = stop.cancelled() => {}
                () = self.ordered.notified() => {}
                () = sleep(pause) => {}
            }
        }
        None
    }

    async fn take_up(&self) -> Result<Option<Held>, EmbeddedError> {
        let journal = self.journal().await?;
        let now = self.now();
        if now - self.swept.load(Ordering::Relaxed) > span(SWEEP) {
            self.swept.store(now, Ordering::Relaxed);
            journal.forget_gone(now - span(REMEMBER)).await?;
        }
        Ok(journal.claim(&self.hex::<16>(), now, after(now, LEASE)).await?)
    }

    async fn carry_out(&self, (lease, operation): Held, stop: CancellationToken, heard: Heard<'_>) {
        if let Some(Err(error)) = attempt(heard, self.go_on(&lease, &operation, &stop)).await {
            // The lease runs out, and somebody takes it up again.
            tracing::warn!(operation = %operation.id, %error, "an operation has to wait");
        }
        self.tell_door();
    }

    async fn go_on(
        &self,
        lease: &Lease,
        operation: &OperationRow,
        stop: &CancellationToken,
    ) -> Result<(), EmbeddedError> {
        let journal = self.journal().await?;
        let Some(instance) = journal.instance(operation.instance).await? else { return Ok(()) };
        let task = Task { inner: self, journal, lease, operation, instance: &instance };
        for step in journal.steps(operation.id).await? {
            if step.state == StepState::Done {
                continue;
            }
            if stop.is_cancelled() {
                journal.postpone(lease, self.now(), "the server restarts".to_owned()).await?;
                return Ok(());
            }
            if !self.go_one_step(&task, &step).await? {
                return Ok(());
            }
        }
        journal.end(lease, operation, &Ended::Succeeded, self.now()).await?;
        Ok(())
    }

    /// Answers whether the next one can follow.
    async fn go_one_step(&self, task: &Task<'_>, step: &StepRow) -> Result<bool, EmbeddedError> {
        let (journal, lease, position) = (task.journal, task.lease, step.position);
        let now = self.now();
        if !journal.hold(lease, after(now, LEASE)).await? || !journal.begin_step(lease, position, now).await?
        {
            return Ok(false);
        }
        let taken = match Step::from_name(&step.name) {
            Some(known) => match timeout(STEP, task.take(known)).await {
                Ok(taken) => taken,
                Err(_) => Err(StepError::Again(format!("it took longer than {} seconds", STEP.as_secs()))),
            },
            None => Err(StepError::Never("this version of HQ does not know the step".to_owned())),
        };
        let now = self.now();
        match taken {
            Ok(detail) => Ok(journal.note_step(lease, position, StepState::Done, detail, now).await?),
            Err(StepError::Again(why)) if now < task.operation.deadline => {
                journal.note_step(lease, position, StepState::Running, Some(why.clone()), now).await?;
                journal.postpone(lease, after(now, wait(task.operation.attempts)), why).await?;
                Ok(false)
            }
            Err(StepError::Again(why) | StepError::Never(why)) => {
                self.fail(journal, lease, task.operation, task.instance, position, why).await?;
                Ok(false)
            }
        }
    }

    async fn fail(
        &self,
        journal: &Journal,
        lease: &Lease,
        operation: &OperationRow,
        instance: &InstanceRow,
        position: i64,
        why: String,
    ) -> Result<(), EmbeddedError> {
        tracing::warn!(instance = %instance.id, operation = operation.word.as_str(), why, "an operation failed");
        let now = self.now();
        journal.note_step(lease, position, StepState::Failed, Some(why.clone()), now).await?;
        journal.end(lease, operation, &Ended::Failed(why), now).await?;
        Ok(())
    }
}

/// 1, 2, 4 … 30 seconds.
fn wait(attempts: i64) -> Duration {
    let doubled = u32::try_from(attempts.max(1) - 1).ok().and_then(|times| 1_u64.checked_shl(times));
    Duration::from_secs(doubled.unwrap_or(MOST_WAIT).clamp(1, MOST_WAIT))
}

fn span(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

/// A moment of the journal, so much later.
pub fn after(now: i64, duration: Duration) -> i64 {
    now.saturating_add(span(duration))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_half_a_minute() {
        let waits: Vec<u64> = [0, 1, 2, 3, 5, 6, 60, i64::MAX].map(|n| wait(n).as_secs()).to_vec();
        assert_eq!(waits, [1, 1, 2, 4, 16, 30, 30, 30]);
    }
}
