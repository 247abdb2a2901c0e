//! Work that takes time and memory, on threads of its own: so much of it at once, and in whichever order people come.

use crate::{access::ActorId, http::problem::Failure};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::spawn_blocking,
    time::timeout,
};

/// How long work waits for its turn: under a flood 503 is an answer, a minute of silence is none.
const PATIENCE: Duration = Duration::from_secs(10);
/// The seconds until another try is worth it then.
const RETRY: u32 = 5;

/// How much work of a kind runs at once.
#[derive(Clone, Debug)]
pub struct Turns(Arc<Semaphore>);

impl Turns {
    /// So much at once.
    #[must_use]
    pub fn new(at_once: usize) -> Self {
        Self(Arc::new(Semaphore::new(at_once)))
    }

    /// Does work when its turn has come. The turn is the work's own: who hangs up while it is done does not free the place
    /// before it has ended.
    ///
    /// # Errors
    /// 503 where too much waits; 500 where the work panicked.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Failure> {
        self.run_within(PATIENCE, work).await
    }

    async fn run_within<T: Send + 'static>(
        &self,
        patience: Duration,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Failure> {
        let waited = timeout(patience, self.0.clone().acquire_owned()).await;
        let turn = waited.ok().and_then(Result::ok).ok_or_else(|| Failure::unavailable(RETRY))?;
        let done = spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        });
        done.await.map_err(|error| Failure::internal(&error))
    }

    /// How much could begin right now.
    #[must_use]
    pub fn free(&self) -> usize {
        self.0.available_permits()
    }
}

/// A line for each person, of which the first one alone goes on: what somebody sends many of waits behind itself, and not
/// before what others send.
#[derive(Clone, Debug, Default)]
pub struct Lines(Arc<Mutex<HashMap<ActorId, Weak<Semaphore>>>>);

impl Lines {
    /// Waits until nothing of this person is under way. Nothing else of theirs is until what this answers is dropped.
    ///
    /// # Errors
    /// 503 where too much of theirs waits.
    pub async fn first(&self, person: ActorId) -> Result<OwnedSemaphorePermit, Failure> {
        let waited = timeout(PATIENCE, self.of(person).acquire_owned()).await;
        waited.ok().and_then(Result::ok).ok_or_else(|| Failure::unavailable(RETRY))
    }

    fn of(&self, person: ActorId) -> Arc<Semaphore> {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Who waits or is first holds the line.
        lines.retain(|_, line| line.strong_count() > 0);
        lines.get(&person).and_then(Weak::upgrade).unwrap_or_else(|| {
            let line = Arc::new(Semaphore::new(1));
            lines.insert(person, Arc::downgrade(&line));
            line
        })
    }
}

/// Work that people send: so much of it at once, and one of a person's waits for a turn or has it, so that they never stand before
/// somebody else's but once.
#[derive(Clone, Debug)]
pub struct Queue {
    turns: Turns,
    people: Lines,
}

impl Queue {
    /// So much at once.
    #[must_use]
    pub fn new(at_once: usize) -> Self {
        Self { turns: Turns::new(at_once), people: Lines::default() }
    }

    /// Does a person's work when its turn has come.
    ///
    /// # Errors
    /// 503 where too much waits, of theirs or of everybody's; 500 where the work panicked.
    pub async fn run<T: Send + 'static>(
        &self,
        person: ActorId,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Failure> {
        let first = self.people.first(person).await?;
        let done = self.turns.run(move || {
            let done = work();
            drop(first);
            done
        });
        done.await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{http::header, response::IntoResponse as _};
    use futures::future::join_all;
    use hq_contract::UserId;
    use std::sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc,
    };
    use uuid::Uuid;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn who_hangs_up_leaves_the_place_to_the_work_until_it_ends() {
        let turns = Turns::new(1);
        let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let mut ends = Vec::new();
        for _ in 0..3 {
            let (started, begun) = mpsc::channel();
            let (end, ended) = mpsc::channel::<()>();
            let (running, most) = (running.clone(), most.clone());
            let work = move || {
                most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                started.send(()).unwrap();
                ended.recv().unwrap();
                running.fetch_sub(1, Ordering::SeqCst);
            };
            let theirs = turns.clone();
            let request = tokio::spawn(async move { theirs.run(work).await });
            if ends.is_empty() {
                spawn_blocking(move || begun.recv().unwrap()).await.unwrap();
            }
            request.abort();
            assert!(request.await.unwrap_err().is_cancelled());
            ends.push(end);
        }
        assert_eq!((turns.free(), most.load(Ordering::SeqCst)), (0, 1), "the first one goes on");
        ends[0].send(()).unwrap();
        turns.run(|| ()).await.unwrap();
        assert_eq!(most.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn who_waits_too_long_is_told_to_come_again() {
        let turns = Turns::new(1);
        let _taken = turns.0.clone().acquire_owned().await.unwrap();
        for refused in join_all((0..5).map(|_| turns.run_within(Duration::from_millis(20), || ()))).await {
            let response = refused.unwrap_err().into_response();
            assert_eq!(
                (response.status(), &response.headers()[header::RETRY_AFTER]),
                (503.try_into().unwrap(), &"5".parse().unwrap())
            );
        }
    }

    #[tokio::test]
    async fn one_of_a_person_is_first() {
        let lines = Lines::default();
        let [ada, bob] = [1, 2].map(|id| ActorId::Person(UserId(Uuid::from_u128(id))));
        let first = lines.first(ada).await.unwrap();
        assert!(timeout(Duration::from_millis(20), lines.first(ada)).await.is_err(), "it waits");
        drop(lines.first(bob).await.unwrap());
        drop(first);
        drop(lines.first(ada).await.unwrap());
        lines.of(bob);
        assert_eq!(lines.0.lock().unwrap().len(), 1, "nobody who is gone is kept");
    }
}
