//! Taking every place that a server has for connections.

use super::super::beside::measure;
use super::super::crowd::{Crowd, Plan};
use super::super::report::Row;
use super::super::wire::{Request, source};
use super::Ground;
use crate::outcome::Outcome;
use std::net::Ipv4Addr;
use std::time::Duration;

/// As many connections as the server serves at once.
const SIZE: usize = 4096;
/// So many new ones a second hold all places for good, where each is closed after 75 s.
const AGAIN: usize = 55;

/// Connections that ask once and then keep silent.
pub fn idle(ground: &Ground) -> Outcome<Row> {
    let text = Request::get("/api/v1/about").kept().bytes(ground.server.address());
    run(ground, |_| source(11, 0), text, None)
}

/// Bodies of which a byte comes each second.
pub fn slow_bodies(ground: &Ground) -> Outcome<Row> {
    let head = Request::json("POST", "/api/v1/session", "").head(ground.server.address(), 1000);
    run(ground, |_| source(12, 0), head, Some((b' ', Duration::from_secs(1))))
}

fn run(
    ground: &Ground,
    source: fn(usize) -> Ipv4Addr,
    text: Vec<u8>,
    drip: Option<(u8, Duration)>,
) -> Outcome<Row> {
    let server = ground.server.address();
    let plan = Plan { server, source, size: SIZE, again: AGAIN, texts: vec![text], drip };
    let (measured, (told, lets_in)) = measure(&ground.server, None, || {
        let mut crowd = Crowd::new(plan);
        crowd.stay(ground.options.load)?;
        let told = crowd.told();
        Ok((told, ground.server.lets_in()))
    })?;
    println!("  {told}");
    let checks = vec![measured.reachable(), measured.quick(), lets_in];
    Ok(Row { name: ground.name, measured: Some(measured), checks })
}
