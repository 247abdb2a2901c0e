//! Whether the time that an answer takes tells who has an account.

use super::super::figures::{apart, median, told_apart};
use super::super::report::{Check, Row, milliseconds};
use super::super::server::member;
use super::super::wire::{self, Request, open, source};
use super::Ground;
use crate::outcome::{Explain, Failure, Outcome};
use std::io::Write;
use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

/// How many of each kind.
const SAMPLES: usize = 400;
/// The first ones are not counted: they warm the server up.
const WARM_UP: usize = 20;
/// How far the medians may be apart.
const APART: f64 = 0.05;
const PATIENCE: Duration = Duration::from_secs(30);

/// What is asked, and how: the path, and what else is in the body beside the address.
const QUESTIONS: [(&str, &str, &str); 2] = [
    ("sign-in", "/api/v1/session", r#","password":"noisy river at noon""#),
    ("reset", "/api/v1/password-resets", ""),
];

/// Asks for known and unknown addresses in turn.
pub fn tell(ground: &Ground) -> Outcome<Row> {
    let mut checks = Vec::new();
    for (network, (what, path, more)) in (17..).zip(QUESTIONS) {
        let (known, unknown) = sample(ground, network, path, more)?;
        let (one, other) = (median(&known), median(&unknown));
        let apart = apart(one, other);
        let found = format!(
            "{what}: {} ms with an account, {} ms without, {:.1} % apart; told apart {:.0} times in a hundred",
            milliseconds(one),
            milliseconds(other),
            apart * 100.0,
            told_apart(&known, &unknown) * 100.0
        );
        println!("  {found}");
        checks.push(Check { found, limit: format!("{what} {:.0} %", APART * 100.0), holds: apart < APART });
    }
    Ok(Row { name: ground.name, measured: None, checks })
}

fn sample(ground: &Ground, network: u8, path: &str, more: &str) -> Outcome<(Vec<Duration>, Vec<Duration>)> {
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for index in 0..SAMPLES + WARM_UP {
        let ask = |has_account: bool| {
            // Each from an address of its own and for an account of its own, so that no limit is met.
            let from = source(network, index * 2 + usize::from(has_account));
            let email = if has_account { member(index) } else { format!("nobody-{index:04}@acme.example") };
            ask(ground, from, path, &format!(r#"{{"email":"{email}"{more}}}"#))
        };
        // Now one is first and now the other: neither has always the other's work behind it.
        let (with, without) = if index % 2 == 0 {
            let with = ask(true)?;
            (with, ask(false)?)
        } else {
            let without = ask(false)?;
            (ask(true)?, without)
        };
        if index >= WARM_UP {
            known.push(with);
            unknown.push(without);
        }
    }
    Ok((known, unknown))
}

/// How long an answer takes, on a connection that is there already.
fn ask(ground: &Ground, from: Ipv4Addr, path: &str, body: &str) -> Outcome<Duration> {
    let server = ground.server.address();
    let asked = || -> std::io::Result<(Duration, u16)> {
        let mut stream = open(from, server, PATIENCE)?;
        let bytes = Request::json("POST", path, body).bytes(server);
        let begun = Instant::now();
        stream.write_all(&bytes)?;
        stream.peek(&mut [0])?;
        let took = begun.elapsed();
        Ok((took, wire::read(&mut stream)?.status))
    };
    match asked().explain(format!("ask {path}"))? {
        (took, 202 | 401) => Ok(took),
        (_, status) => {
            Err(Failure::new(format!("{path} is answered {status}: these times would tell nothing.")))
        }
    }
}
