//! Who may export, and how many read for an export at a time: other requests wait for the same connections.

use crate::{
    access::ActorId,
    http::{allowance::Allowance, problem::Failure},
};
use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::{Semaphore, SemaphorePermit};

/// Parts that are read at a time, of however many exports: SQLite has four connections to read by, and the others are for
/// everybody else.
const AT_ONCE: usize = 1;
/// Exports of one person at a time.
const A_PERSON: i64 = 1;
/// When to ask again while an export of the same person runs, in seconds. Nobody knows when it ends: a browser takes it as
/// fast as it can.
const RETRY_SECONDS: i64 = 5;

/// The exports of this server. In memory, as what they spare is this server's: several servers of one database have each
/// its own connections, and where one ends, so do its exports.
#[derive(Clone, Debug)]
pub struct Exports {
    people: Arc<Mutex<HashSet<ActorId>>>,
    reading: Arc<Semaphore>,
}

/// One person's export; until it is dropped they have no other one.
#[derive(Debug)]
pub struct Running {
    exports: Exports,
    person: ActorId,
}

impl Default for Exports {
    fn default() -> Self {
        Self { people: Arc::default(), reading: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl Exports {
    /// Begins the export of a person.
    ///
    /// # Errors
    /// 429 while another of theirs runs.
    pub fn begin(&self, person: ActorId) -> Result<Running, Failure> {
        let is_first = self.people.lock().unwrap_or_else(PoisonError::into_inner).insert(person);
        if is_first {
            Ok(Running { exports: self.clone(), person })
        } else {
            Err(Failure::too_many(Allowance::spent(A_PERSON, RETRY_SECONDS)))
        }
    }
}

impl Running {
    /// Waits for the turn to read a part. It is given back before the part is sent, so that nobody waits for a slow client.
    pub async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        self.exports.reading.acquire().await.ok()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.exports.people.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.person);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hq_contract::UserId;
    use std::time::Duration;
    use tokio::time::timeout;
    use uuid::Uuid;

    #[tokio::test]
    async fn one_a_person_and_one_part_at_a_time() {
        let exports = Exports::default();
        let [ada, bob] = [1, 2].map(|id| ActorId::Person(UserId(Uuid::from_u128(id))));
        let first = exports.begin(ada).unwrap();
        assert!(exports.begin(ada).is_err());
        let other = exports.begin(bob).unwrap();
        let turn = first.turn().await.unwrap();
        assert!(timeout(Duration::from_millis(20), other.turn()).await.is_err(), "it waits");
        drop(turn);
        assert!(other.turn().await.is_some());
        drop(first);
        assert!(exports.begin(ada).is_ok(), "once the first one has ended");
    }
}
