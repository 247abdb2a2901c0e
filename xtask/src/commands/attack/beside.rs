//! An attack with an honest client beside it.

use super::honest::{ADDRESS, Honest};
use super::report::Measured;
use super::server::{ADMIN, Server};
use crate::outcome::Outcome;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The first requests of a server that has just started are not what is compared with.
const WARM_UP: Duration = Duration::from_secs(1);
/// How long is measured before an attack.
const BEFORE: Duration = Duration::from_secs(4);
/// How long at least after it.
const AFTER: Duration = Duration::from_secs(2);
/// How long the server has to give memory back.
const SETTLE: Duration = Duration::from_secs(10);

/// Attacks; what that did, and what the attack has to tell. Where memory must be given back it waits for it, for ten seconds
/// at most.
///
/// # Errors
/// Where the server ended, or nobody could sign in.
pub fn measure<T>(
    server: &Server,
    gives_back: Option<u64>,
    attack: impl FnOnce() -> Outcome<T>,
) -> Outcome<(Measured, T)> {
    let cookie = server.sign_in(ADDRESS, ADMIN)?;
    let honest = Honest::begin(server.address(), &cookie);
    sleep(WARM_UP);
    let before = Instant::now();
    sleep(BEFORE);
    let begin = Instant::now();
    let attacked = attack();
    let end = Instant::now();
    sleep(AFTER);
    let after = Instant::now();
    let mut memory = server.memory()?;
    while gives_back.is_some_and(|limit| memory.now > limit << 20) && after.elapsed() < SETTLE {
        sleep(WARM_UP);
        memory = server.memory()?;
    }
    let seen = honest.end()?;
    let measured = Measured {
        before: seen.latency(before, begin),
        during: seen.latency(begin, end),
        unreachable: seen.unreachable(begin, after),
        memory,
    };
    Ok((measured, attacked?))
}
