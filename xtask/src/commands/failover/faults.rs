//! What breaks, one thing after another, and what must hold meanwhile.

mod kinds;
mod verify;

pub use kinds::{FAULTS, Fault};

use super::check::{Check, until};
use super::load::Load;
use super::report::{Row, seconds};
use super::seats;
use super::tally::{Count, Tally, longest_pause};
use super::world::{MORE, World};
use crate::outcome::{Failure, Outcome};
use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How soon each answer comes.
const SOON: Duration = Duration::from_secs(1);
/// Writing goes well where so long no pause was longer than that.
const LASTING: Duration = Duration::from_secs(3);
const PAUSE: Duration = Duration::from_secs(1);
/// How long is waited until it goes well.
const PATIENCE: Duration = Duration::from_secs(60);

/// A fault that happens.
pub struct Scene<'a> {
    /// Where.
    pub world: &'a World<'a>,
    tally: &'a Tally,
    load: &'a Load<'a>,
    broken: Cell<Instant>,
}

impl Scene<'_> {
    /// It happens now.
    pub fn breaks(&self) {
        self.broken.set(Instant::now());
        self.load.broken.store(true, Ordering::SeqCst);
    }

    /// Waits until people write without a pause, beginning now.
    pub fn wait_until_writing(&self) -> Outcome {
        let since = Instant::now();
        if until(PATIENCE, || self.tally.is_writing(since, LASTING, PAUSE)) {
            return Ok(());
        }
        let count = self.tally.count();
        Err(Failure::new(format!(
            "nobody can write any more, {} s later ({:?})",
            PATIENCE.as_secs(),
            count.statuses
        )))
    }
}

/// Lets it happen under load, and looks at what is left.
pub fn suffer(fault: &Fault, world: &World<'_>) -> Outcome<Row> {
    println!("{}: {}", fault.name, fault.does);
    world.cluster.wait_until_well()?;
    let seekers = seats::leave_one(world)?;
    let tally = Arc::new(Tally::default());
    let load = Load {
        cast: &world.cast,
        front: world.front,
        tally: &tally,
        word: format!("{}-{}", fault.name, std::process::id()),
        broken: AtomicBool::new(false),
        over: AtomicBool::new(false),
    };
    let scene = Scene { world, tally: &tally, load: &load, broken: Cell::new(Instant::now()) };
    let (happened, written) = load.during(&seekers, || {
        scene.wait_until_writing()?;
        let checks = (fault.happens)(&scene)?;
        let recovered = scene.wait_until_writing();
        Ok::<_, Failure>((checks, recovered, Instant::now()))
    });
    (fault.heal)(world)?;
    let (mut checks, recovered, end) = happened?;
    if let Err(failure) = recovered {
        // The next fault is not to suffer from this one.
        checks.push(Check::new(false, failure.to_string()));
        for server in &world.servers {
            server.kill();
            server.start(&MORE)?;
        }
    }
    world.cluster.wait_until_well()?;
    let count = tally.count();
    let gap = longest_pause(&count.writes, scene.broken.get(), end);
    checks.extend(of_answers(fault, &count, gap));
    let (rows, found) = verify::rows(world, &load.word, &written)?;
    checks.extend(found);
    checks.extend(seats::check(world, seekers.len())?);
    checks.push(verify::sessions(world));
    let row = Row { name: fault.name, gap, count, rows, checks };
    println!("      {}, gap {}", if row.holds() { "ok" } else { "FAILED" }, seconds(gap));
    Ok(row)
}

fn of_answers(fault: &Fault, count: &Count, gap: Duration) -> Vec<Check> {
    let mut checks = vec![
        Check::new(
            count.wrong == 0,
            format!("{} answers are neither 2xx nor 503 with Retry-After", count.wrong),
        ),
        Check::new(
            count.slowest <= SOON,
            format!("the slowest answer took {}: {}", seconds(count.slowest), count.slowest_what),
        ),
        Check::new(
            gap <= fault.gap,
            format!("{} without an acknowledged write; the limit is {}", seconds(gap), seconds(fault.gap)),
        ),
    ];
    if fault.unnoticed {
        checks.push(Check::new(
            count.later == 0,
            format!("{} requests were not answered at once", count.later),
        ));
    }
    checks
}
