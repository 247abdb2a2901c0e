//! Trying passwords: what that takes of the server, and whom it locks out.

use super::super::beside::measure;
use super::super::report::{Check, Row};
use super::super::server::{PASSWORD, USER, member};
use super::super::wire::source;
use super::Ground;
use crate::outcome::{Failure, Outcome};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{ScopedJoinHandle, scope};

/// How many passwords are tried.
const TRIES: usize = 650;
/// How many at a time.
const AT_ONCE: usize = 32;
/// What may be left of it, in MiB.
const AFTER: u64 = 60;
/// How often a stranger tries somebody's account.
const STRANGER: usize = 30;
const WRONG: &str = "noisy river at noon";

/// Wrong passwords from everywhere.
pub fn wrong(ground: &Ground) -> Outcome<Row> {
    let (measured, told) = measure(&ground.server, Some(AFTER), || {
        let next = AtomicUsize::new(0);
        let answers: Result<Vec<Outcome<Statuses>>, _> = scope(|scope| {
            let tries = (0..AT_ONCE).map(|_| scope.spawn(|| try_all(ground, &next))).collect::<Vec<_>>();
            tries.into_iter().map(ScopedJoinHandle::join).collect()
        });
        let mut all = Statuses::default();
        for statuses in answers.map_err(|_| Failure::new("A client of the attack crashed."))? {
            all.join(statuses?);
        }
        Ok(all.told())
    })?;
    println!("  {told}");
    let checks = vec![measured.after(AFTER), measured.reachable()];
    Ok(Row { name: ground.name, measured: Some(measured), checks })
}

fn try_all(ground: &Ground, next: &AtomicUsize) -> Outcome<Statuses> {
    let mut statuses = Statuses::default();
    loop {
        let index = next.fetch_add(1, Ordering::Relaxed);
        if index >= TRIES {
            return Ok(statuses);
        }
        let email =
            if index.is_multiple_of(2) { member(index) } else { format!("nobody-{index:05}@acme.example") };
        statuses.count(ground.server.try_password(source(15, index), &email, WRONG)?.status);
    }
}

/// A stranger tries somebody's password; the owner comes from elsewhere.
pub fn lock_out(ground: &Ground) -> Outcome<Row> {
    let (measured, status) = measure(&ground.server, None, || {
        let mut statuses = Statuses::default();
        for _ in 0..STRANGER {
            statuses.count(ground.server.try_password(source(16, 0), USER, WRONG)?.status);
        }
        let status = ground.server.try_password(source(16, 300), USER, PASSWORD)?.status;
        println!("  the stranger: {}; the owner: {status}", statuses.told());
        Ok(status)
    })?;
    let owner = Check {
        found: format!("the owner is answered {status}"),
        limit: "the owner is let in".to_owned(),
        holds: status == 201,
    };
    Ok(Row { name: ground.name, measured: Some(measured), checks: vec![owner, measured.reachable()] })
}

/// How often which answer came.
#[derive(Debug, Default)]
pub struct Statuses(BTreeMap<u16, usize>);

impl Statuses {
    /// One more.
    pub fn count(&mut self, status: u16) {
        *self.0.entry(status).or_default() += 1;
    }

    /// Somebody else's too.
    pub fn join(&mut self, other: Self) {
        for (status, count) in other.0 {
            *self.0.entry(status).or_default() += count;
        }
    }

    /// `10 × 401, 20 × 429`.
    pub fn told(&self) -> String {
        let mut text = String::new();
        for (status, count) in &self.0 {
            let comma = if text.is_empty() { "" } else { ", " };
            // Writing to a text does not fail.
            let _ = write!(text, "{comma}{count} × {status}");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::Statuses;

    #[test]
    fn answers_are_counted_together() {
        let mut all = Statuses::default();
        let mut other = Statuses::default();
        [401, 429, 401].into_iter().for_each(|status| all.count(status));
        other.count(401);
        all.join(other);
        assert_eq!(all.told(), "3 × 401, 1 × 429");
    }
}
