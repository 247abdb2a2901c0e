//! Taking memory without signing in.

use super::super::beside::measure;
use super::super::crowd::{Crowd, Plan};
use super::super::report::Row;
use super::super::wire::{Request, source};
use super::Ground;
use crate::outcome::Outcome;
use std::net::Ipv4Addr;
use std::time::Duration;

/// What the server may take meanwhile, in MiB.
const PEAK: u64 = 150;
/// How many come from one address: few enough that no limit for an address is met.
const EACH: usize = 10;
const BODIES: usize = 1370;
const BODY: usize = 1 << 20;
const HEADS: usize = 4000;
const HEAD: usize = 57_000;
/// Before a server takes it that heads will not come to an end, after 10 s: meanwhile somebody signs in.
const STAY: Duration = Duration::from_secs(8);

/// Where nobody has to be signed in, where somebody has to, and where nothing is.
const PATHS: [&str; 3] = ["/api/v1/session", "/api/v1/organizations", "/api/v1/nothing"];

/// Bodies that lack their last byte.
pub fn unfinished(ground: &Ground) -> Outcome<Row> {
    let text = |path| {
        let mut text = Request::json("POST", path, "").head(ground.server.address(), BODY);
        text.resize(text.len() + BODY - 1, b' ');
        text
    };
    run(ground, |number| source(13, number / EACH), BODIES, PATHS.map(text).into())
}

/// Heads that never end.
pub fn heads(ground: &Ground) -> Outcome<Row> {
    let mut text = Request::get("/api/v1/about").bytes(ground.server.address());
    text.truncate(text.len() - b"\r\n".len());
    while text.len() < HEAD {
        text.extend_from_slice(b"X-Padding: ");
        text.resize(text.len() + 1000, b'a');
        text.extend_from_slice(b"\r\n");
    }
    run(ground, |number| source(14, number / EACH), HEADS, vec![text])
}

fn run(ground: &Ground, source: fn(usize) -> Ipv4Addr, size: usize, texts: Vec<Vec<u8>>) -> Outcome<Row> {
    let plan = Plan { server: ground.server.address(), source, size, again: 0, texts, drip: None };
    let (measured, (told, lets_in)) = measure(&ground.server, None, || {
        let mut crowd = Crowd::new(plan);
        crowd.stay(ground.options.load.min(STAY))?;
        let told = crowd.told();
        Ok((told, ground.server.lets_in()))
    })?;
    println!("  {told}");
    let checks = vec![measured.peak(PEAK), measured.reachable(), lets_in];
    Ok(Row { name: ground.name, measured: Some(measured), checks })
}
