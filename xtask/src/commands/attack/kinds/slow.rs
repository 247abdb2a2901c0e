//! Clients that take their time before there is a request.

use super::super::beside::measure;
use super::super::crowd::{Crowd, Plan};
use super::super::report::{Check, Row};
use super::super::wire::source;
use super::Ground;
use crate::outcome::{Failure, Outcome};
use std::net::Ipv4Addr;
use std::thread::scope;
use std::time::Duration;

/// How many of each.
const SIZE: usize = 64;
/// When who sends nothing is sent away, in seconds.
const SILENT: u64 = 5;
/// When who does not come to the end of a head is.
const HEAD: u64 = 10;
/// How late that may be noticed.
const LATE: Duration = Duration::from_secs(1);
/// How long they stay where nobody sends them away.
const STAY: Duration = Duration::from_secs(12);

/// Silent connections, and heads that come byte by byte.
pub fn clients(ground: &Ground) -> Outcome<Row> {
    let silent = |number| source(19, number / 8);
    let slow = |number| source(20, number / 8);
    let head = b"GET / HTTP/1.1\r\nX-Slow: ".to_vec();
    let drip = Some((b'a', Duration::from_millis(500)));
    let (measured, checks) = measure(&ground.server, None, || {
        let (slow, silent) = scope(|scope| {
            let silent = scope.spawn(|| stay(ground, silent, Vec::new(), None));
            (stay(ground, slow, head, drip), silent.join())
        });
        let silent = silent.map_err(|_| Failure::new("A client of the attack crashed."))?;
        Ok(vec![closed("silent", silent?, SILENT), closed("slow heads", slow?, HEAD)])
    })?;
    for check in &checks {
        println!("  {}", check.found);
    }
    let checks = checks.into_iter().chain([measured.reachable()]).collect();
    Ok(Row { name: ground.name, measured: Some(measured), checks })
}

/// How long the longest of them was let be.
fn stay(
    ground: &Ground,
    source: fn(usize) -> Ipv4Addr,
    text: Vec<u8>,
    drip: Option<(u8, Duration)>,
) -> Outcome<Duration> {
    let server = ground.server.address();
    let mut crowd = Crowd::new(Plan { server, source, size: SIZE, again: 0, texts: vec![text], drip });
    crowd.stay(STAY)?;
    Ok(crowd.longest())
}

fn closed(who: &str, after: Duration, limit: u64) -> Check {
    Check {
        found: format!("{who}: closed after {:.1} s", after.as_secs_f64()),
        limit: format!("{who} {limit} s"),
        holds: after <= Duration::from_secs(limit) + LATE,
    }
}
