//! `cargo xtask attack`: what one client can do to the release build, and how others fare meanwhile (docs/testing.md).

mod beside;
mod crowd;
mod figures;
mod honest;
mod kinds;
mod options;
mod report;
mod server;
pub mod wire;

use super::build_dist;
use crate::outcome::{Failure, Outcome};
use crate::setup::{self, need};
use kinds::{Ground, KINDS, Kind};
use options::Options;
use report::{Row, table};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use server::Server;
use std::time::Instant;

/// The sockets of the largest crowd, and what else has to be open.
const FILES: u64 = 4096 + 256;
/// Enough for any crowd.
const PLENTY: u64 = 16_384;

/// Attacks with everything, or what is named.
pub fn run(arguments: &[String]) -> Outcome {
    let options = Options::parse(arguments, &KINDS.map(|kind| kind.name))?;
    if options.server.is_none() {
        setup::ensure(need::TO_RUN)?;
        setup::ensure(need::TO_DIST)?;
        build_dist()?;
    }
    raise_files()?;
    let begun = Instant::now();
    let mut rows = Vec::new();
    for kind in KINDS.iter().filter(|kind| options.attacks.wants(kind.name)) {
        rows.push(attack(kind, &options)?);
    }
    println!("\n{}", table(&rows));
    println!("{} attacks in {} s", rows.len(), begun.elapsed().as_secs());
    let passed = rows.iter().filter(|row| !row.holds()).count();
    if passed == 0 { Ok(()) } else { Err(Failure::new(format!("{passed} of them went beyond a limit."))) }
}

/// A server of its own for each, so that the memory of one attack is not another's.
fn attack(kind: &Kind, options: &Options) -> Outcome<Row> {
    println!("{}: {}", kind.name, kind.does);
    let ground = Ground { name: kind.name, server: Server::start(options)?, options: options.clone() };
    (kind.run)(&ground)
}

/// Lets this process and the server have as many sockets as the attacks need.
fn raise_files() -> Outcome {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let wanted = maximum.map_or(PLENTY, |maximum| maximum.min(PLENTY));
    if current.is_some_and(|current| current < wanted) {
        // Whether it is enough is seen below.
        let _ = setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum });
    }
    match getrlimit(Resource::Nofile).current {
        Some(files) if files < FILES => Err(Failure::new(format!("A process may open {files} files here."))
            .advise(format!("allow it {FILES}, such as by 'ulimit -Hn {FILES}' as root"))),
        _ => Ok(()),
    }
}
