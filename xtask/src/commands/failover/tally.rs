//! What was answered during a fault, and how soon.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// So many wrong answers are told one by one.
const TOLD: usize = 8;

/// What an answer was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What was asked for.
    Good,
    /// A refusal by the rules of HQ that whoever asked had to expect, such as the last admin's.
    Refused,
    /// 503 with `Retry-After`.
    Later,
    /// Anything else.
    Wrong,
}

/// An answer to somebody, or none.
#[derive(Clone, Debug)]
pub struct Told {
    /// Its status; nothing where the connection broke.
    pub status: Option<u16>,
    /// What it was.
    pub kind: Kind,
    /// How soon it came.
    pub took: Duration,
    /// What was asked, and what was said to it.
    pub what: String,
}

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Answers by status.
    pub statuses: BTreeMap<u16, usize>,
    /// Requests without an answer.
    pub unanswered: usize,
    /// Answers that are 503.
    pub later: usize,
    /// The slowest answer.
    pub slowest: Duration,
    /// What the slowest was.
    pub slowest_what: String,
    /// How many were wrong.
    pub wrong: usize,
    /// Some of these.
    pub examples: Vec<String>,
    /// When writes were acknowledged.
    pub writes: Vec<Instant>,
}

/// Counts for many at once.
#[derive(Debug, Default)]
pub struct Tally(Mutex<Count>);

impl Tally {
    /// Counts an answer.
    pub fn add(&self, told: &Told) {
        let mut count = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match told.status {
            Some(status) => *count.statuses.entry(status).or_default() += 1,
            None => count.unanswered += 1,
        }
        if told.took > count.slowest {
            count.slowest = told.took;
            count.slowest_what.clone_from(&told.what);
        }
        match told.kind {
            Kind::Later => count.later += 1,
            Kind::Wrong => {
                count.wrong += 1;
                if count.examples.len() < TOLD && !count.examples.contains(&told.what) {
                    count.examples.push(told.what.clone());
                }
            }
            Kind::Good | Kind::Refused => {}
        }
    }

    /// A write was acknowledged.
    pub fn wrote(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).writes.push(Instant::now());
    }

    /// Whether writes have been acknowledged for so long without a longer pause than that.
    pub fn is_writing(&self, since: Instant, lasting: Duration, pause: Duration) -> bool {
        let count = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let from = now.checked_sub(lasting).unwrap_or(now);
        from >= since && longest_pause(&count.writes, from, now) <= pause
    }

    /// What was counted.
    pub fn count(&self) -> Count {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The longest time between two moments of `writes` from one moment to another.
pub fn longest_pause(writes: &[Instant], from: Instant, to: Instant) -> Duration {
    let mut last = from;
    let mut longest = Duration::ZERO;
    let mut within: Vec<Instant> = writes.iter().copied().filter(|at| *at > from && *at < to).collect();
    within.sort_unstable();
    for at in within.into_iter().chain([to]) {
        longest = longest.max(at.saturating_duration_since(last));
        last = at;
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_counted_by_what_they_are() {
        let tally = Tally::default();
        let told = |status, kind, ms| Told {
            status,
            kind,
            took: Duration::from_millis(ms),
            what: format!("{status:?}"),
        };
        tally.add(&told(Some(201), Kind::Good, 5));
        tally.add(&told(Some(503), Kind::Later, 900));
        tally.add(&told(Some(500), Kind::Wrong, 7));
        tally.add(&told(None, Kind::Wrong, 8));
        let count = tally.count();
        assert_eq!((count.later, count.wrong, count.unanswered), (1, 2, 1));
        assert_eq!((count.slowest, count.slowest_what.as_str()), (Duration::from_millis(900), "Some(503)"));
        assert_eq!(count.examples, ["Some(500)", "None"]);
    }

    #[test]
    fn the_longest_pause_counts_to_both_ends() {
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        let writes = [at(100), at(900), at(300)];
        assert_eq!(longest_pause(&writes, start, at(1000)), Duration::from_millis(600));
        assert_eq!(longest_pause(&writes, start, at(2000)), Duration::from_millis(1100));
        assert_eq!(longest_pause(&[], start, at(50)), Duration::from_millis(50));
        assert_eq!(longest_pause(&writes, at(950), at(1000)), Duration::from_millis(50));
    }
}
