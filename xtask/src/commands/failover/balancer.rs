//! HAProxy: before the databases, and before the servers.

use super::check::until;
use super::cluster::Cluster;
use super::place::{Place, at};
use super::settings::{self, file, set, variables};
use crate::outcome::{Failure, Outcome};
use crate::paths;
use crate::process::Run;
use crate::setup::unpacked::ETCD_AND_HAPROXY;
use std::net::TcpStream;
use std::time::Duration;

/// How long it may take to listen.
const PATIENCE: Duration = Duration::from_secs(10);

/// Starts the one that leads to the primary; its port.
pub fn before_databases(place: &Place, cluster: &Cluster<'_>) -> Outcome<u16> {
    let port = place.port()?;
    let mut ours = vec![set("HQ_DATABASE", at(port))];
    for (machine, number) in cluster.machines.iter().zip(1..) {
        ours.push(set(&format!("DB{number}"), at(machine.database)));
        ours.push(set(&format!("DB{number}_PATRONI"), machine.patroni));
    }
    start(place, "haproxy-database", port, &ours)?;
    cluster.wait_until_led_to_primary(port)?;
    Ok(port)
}

/// Starts the one that leads to a server that is ready.
pub fn before_servers(place: &Place, port: u16, servers: [u16; 2]) -> Outcome {
    let [first, second] = servers;
    let ours = [
        set("HQ_FRONT", at(port)),
        set("HQ_1", at(first)),
        set("HQ_2", at(second)),
        set("HQ_FILES", paths::in_root("deploy").display()),
    ];
    start(place, "haproxy-hq", port, &ours)
}

fn start(place: &Place, name: &str, port: u16, ours: &[(String, String)]) -> Outcome {
    let folder = place.folder_for(name, false)?;
    let program = ETCD_AND_HAPROXY.program("haproxy");
    let run = Run::new(program).args(["-db", "-f"]).arg(file(&format!("{name}.cfg")));
    let run = settings::give(run, &variables(&format!("{name}.env"), ours)?);
    // Ended with the place.
    place.start(run, &folder, false)?;
    if until(PATIENCE, || TcpStream::connect(at(port)).is_ok()) {
        return Ok(());
    }
    let said = super::machine::last_lines(&folder.join("log"));
    Err(Failure::new(format!("HAProxy does not listen with deploy/{name}.cfg.\n{said}")))
}
