//! The faults.

use super::Scene;
use crate::commands::failover::check::Check;
use crate::commands::failover::cluster::Cluster;
use crate::commands::failover::link::Line;
use crate::commands::failover::report::seconds;
use crate::commands::failover::server::Server;
use crate::commands::failover::world::{MORE, World};
use crate::outcome::Outcome;
use std::thread::sleep;
use std::time::Duration;

/// A fault.
pub struct Fault {
    /// What it is called.
    pub name: &'static str,
    /// What happens.
    pub does: &'static str,
    /// The longest time without an acknowledged write.
    pub gap: Duration,
    /// Whether nobody notices: not even a 503.
    pub unnoticed: bool,
    /// Makes it happen, and looks at what it does to more than the answers.
    pub happens: fn(&Scene<'_>) -> Outcome<Vec<Check>>,
    /// Makes it well again, once the load is over.
    pub heal: fn(&World<'_>) -> Outcome,
}

/// For so long a primary may not be heard of (deploy/patroni.yml), and so long it may take until people write again.
const TTL_AND_MORE: Duration = Duration::from_secs(20 + 5);
/// How soon everything works once the fault is over.
const MORE_TIME: Duration = Duration::from_secs(5);
/// How long a line is cut or silent.
const CUT: Duration = Duration::from_secs(5);
/// How long a primary is frozen that comes back before it is replaced.
const FROZEN: Duration = Duration::from_secs(8);
/// A balancer asks twice a second whether a server is ready.
const NOTICED: Duration = Duration::from_millis(1500);
/// How soon it is told whether a server is ready.
const SOON: Duration = Duration::from_secs(1);

/// All of them, in the order in which they happen.
pub const FAULTS: [Fault; 8] = [
    Fault {
        name: "switchover",
        does: "the operator makes another machine the primary",
        gap: Duration::from_secs(10),
        unnoticed: false,
        happens: switchover,
        heal: nothing,
    },
    Fault {
        name: "machine",
        does: "the primary's machine is gone: etcd, Patroni and PostgreSQL are killed",
        gap: TTL_AND_MORE,
        unnoticed: false,
        happens: machine,
        heal: switch_on,
    },
    Fault {
        name: "frozen",
        does: "the primary is frozen for good: PostgreSQL and Patroni are stopped, the system takes connections",
        gap: TTL_AND_MORE,
        unnoticed: false,
        happens: frozen,
        heal: thaw,
    },
    Fault {
        name: "frozen-direct",
        does: "servers that are connected to the primary without HAProxy; it is frozen for 8 s",
        gap: FROZEN.saturating_add(MORE_TIME),
        unnoticed: false,
        happens: frozen_direct,
        heal: lead_back,
    },
    Fault {
        name: "cut",
        does: "the network between servers and database is cut for 5 s",
        gap: CUT.saturating_add(MORE_TIME),
        unnoticed: false,
        happens: cut,
        heal: nothing,
    },
    Fault {
        name: "silent",
        does: "the network between servers and database carries nothing for 5 s, and tells nobody",
        gap: CUT.saturating_add(MORE_TIME),
        unnoticed: false,
        happens: silent,
        heal: nothing,
    },
    Fault {
        name: "server",
        does: "one of the two servers is killed",
        gap: MORE_TIME,
        unnoticed: false,
        happens: server,
        heal: nothing,
    },
    Fault {
        name: "rolling",
        does: "both servers are restarted, one after the other",
        gap: MORE_TIME,
        unnoticed: true,
        happens: rolling,
        heal: nothing,
    },
];

fn nothing(_: &World<'_>) -> Outcome {
    Ok(())
}

/// A third server, connected to the primary that becomes a standby, has to say that it is not ready.
fn switchover(scene: &Scene<'_>) -> Outcome<Vec<Check>> {
    let world = scene.world;
    let database = Cluster::url(world.cluster.primary()?.database);
    let third = Server::new(world.place, &world.binary, "hq3", world.front.port(), &database)?;
    third.start(&MORE)?;
    scene.breaks();
    world.cluster.switch_over()?;
    // Not only while PostgreSQL starts again: when it follows, and can be read.
    world.cluster.wait_until_well()?;
    let told = third.readiness();
    third.kill();
    let found = format!("/readyz on a primary that became a standby is {:?}", told.status);
    Ok(vec![Check::new(told.status == Some(503), found)])
}

fn machine(scene: &Scene<'_>) -> Outcome<Vec<Check>> {
    let primary = scene.world.cluster.primary()?;
    scene.breaks();
    primary.kill();
    Ok(Vec::new())
}

fn switch_on(world: &World<'_>) -> Outcome {
    for machine in world.cluster.machines.iter().filter(|machine| machine.is_off()) {
        world.cluster.restart(machine)?;
    }
    Ok(())
}

fn frozen(scene: &Scene<'_>) -> Outcome<Vec<Check>> {
    let primary = scene.world.cluster.primary()?;
    scene.breaks();
    primary.freeze();
    Ok(Vec::new())
}

fn thaw(world: &World<'_>) -> Outcome {
    for machine in &world.cluster.machines {
        machine.thaw();
    }
    Ok(())
}

fn frozen_direct(scene: &Scene<'_>) -> Outcome<Vec<Check>> {
    let primary = scene.world.cluster.primary()?;
    for link in &scene.world.links {
        link.lead_to(primary.database);
    }
    scene.wait_until_writing()?;
    scene.breaks();
    primary.freeze();
    sleep(FROZEN / 2);
    let checks = not_ready(scene.world);
    sleep(FROZEN / 2);
    primary.thaw();
    Ok(checks)
}

fn lead_back(world: &World<'_>) -> Outcome {
    thaw(world)?;
    for link in &world.links {
        link.lead_to(world.database);
    }
    Ok(())
}

fn cut(scene: &Scene<'_>) -> Outcome<Vec<Check>> {
    break_lines(scene, Line::Cut)
}

fn silent(scene: &Scene<'_>) -> Outcome<Vec<Check>> {
    break_lines(scene, Line::Silent)
}

fn break_lines(scene: &Scene<'_>, line: Line) -> Outcome<Vec<Check>> {
    let set = |line| scene.world.links.iter().for_each(|link| link.set(line));
    scene.breaks();
    set(line);
    sleep(CUT / 2);
    let checks = not_ready(scene.world);
    sleep(CUT / 2);
    set(Line::Open);
    Ok(checks)
}

/// While the database is away, a server says soon that it is not ready.
fn not_ready(world: &World<'_>) -> Vec<Check> {
    let told = world.servers.iter().map(Server::readiness);
    told.map(|told| {
        let found = format!("/readyz without a database is {:?} after {}", told.status, seconds(told.took));
        Check::new(told.status == Some(503) && told.took <= SOON, found)
    })
    .collect()
}

fn server(scene: &Scene<'_>) -> Outcome<Vec<Check>> {
    let [first, _] = &scene.world.servers;
    scene.breaks();
    first.kill();
    sleep(MORE_TIME);
    first.start(&MORE)?;
    Ok(Vec::new())
}

fn rolling(scene: &Scene<'_>) -> Outcome<Vec<Check>> {
    scene.breaks();
    for server in &scene.world.servers {
        server.stop()?;
        server.start(&MORE)?;
        sleep(NOTICED);
    }
    Ok(Vec::new())
}
