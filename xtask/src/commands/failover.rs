//! `cargo xtask failover`: two servers on a Patroni cluster, whose machines are killed, frozen and cut off under load
//! (docs/testing.md). The configuration is the one of `deploy/`.

mod balancer;
mod cast;
mod check;
mod client;
mod cluster;
mod faults;
mod link;
mod load;
mod machine;
mod options;
mod place;
mod processes;
mod report;
mod seats;
mod server;
mod settings;
mod tally;
mod world;

use super::build_dist;
use crate::outcome::{Failure, Outcome};
use crate::setup::{self, need};
use faults::FAULTS;
use options::Options;
use place::Place;
use report::{Row, table};
use std::time::Instant;
use world::World;

/// Breaks it in every way, or in those that are named.
pub fn run(arguments: &[String]) -> Outcome {
    let options = Options::parse(arguments, &FAULTS.map(|fault| fault.name))?;
    setup::ensure(need::TO_FAIL_OVER)?;
    if options.server.is_none() {
        setup::ensure(need::TO_RUN)?;
        setup::ensure(need::TO_DIST)?;
        build_dist()?;
    }
    let begun = Instant::now();
    let place = Place::make()?;
    let world = World::start(&place, &options)?;
    let mut rows: Vec<Row> = Vec::new();
    let mut stopped = None;
    for fault in FAULTS.iter().filter(|fault| options.faults.wants(fault.name)) {
        match faults::suffer(fault, &world) {
            Ok(row) => rows.push(row),
            Err(failure) => {
                // What was measured before is told all the same.
                stopped = Some(Failure::new(format!("{}: {failure}", fault.name)));
                break;
            }
        }
    }
    println!("\n{}", table(&rows));
    println!("{} faults in {} s", rows.len(), begun.elapsed().as_secs());
    if let Some(failure) = stopped {
        return Err(failure);
    }
    let failed = rows.iter().filter(|row| !row.holds()).count();
    if failed == 0 { Ok(()) } else { Err(Failure::new(format!("{failed} of them broke something."))) }
}
