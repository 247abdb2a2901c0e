//! Three machines, of which one has the primary.

use super::check::until;
use super::machine::{Machine, Shared};
use super::place::{Place, at};
use crate::commands::attack::wire::Request;
use crate::outcome::{Explain, Failure, Outcome};
use crate::process::Run;
use crate::setup::{postgres, tools};
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::time::Duration;

/// The password of HQ's role, of the superuser and of replication.
const PASSWORD: &str = "quiet-river-at-noon";
/// How long it may take until all three are well, with a copy of everything on each.
const PATIENCE: Duration = Duration::from_secs(90);
/// How long Patroni may take for an answer, and for a planned switchover.
const SOON: Duration = Duration::from_secs(1);
const SWITCHOVER: Duration = Duration::from_secs(30);

/// More than there are machines.
const CONNECTIONS: usize = 6;

/// The cluster.
pub struct Cluster<'a> {
    /// The machines.
    pub machines: Vec<Machine>,
    shared: Shared<'a>,
}

/// What Patroni says of a machine.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Standing {
    name: String,
    role: String,
    state: String,
}

impl<'a> Cluster<'a> {
    /// Switches three machines on, and makes HQ's role and database.
    pub fn start(place: &'a Place) -> Outcome<Self> {
        let programs =
            postgres::programs().ok_or_else(|| Failure::new("PostgreSQL's server is not installed."))?;
        let python = copy_of_patroni(place)?;
        let machines: Outcome<Vec<_>> =
            ["db1", "db2", "db3"].map(|name| Machine::new(place, name)).into_iter().collect();
        let cluster = Self {
            machines: machines?,
            shared: Shared { place, python, programs, password: PASSWORD.to_owned() },
        };
        for machine in &cluster.machines {
            machine.start(&cluster.shared, &cluster.machines)?;
        }
        cluster.wait_until_well()?;
        cluster.sql("postgres", &format!("CREATE ROLE hq LOGIN PASSWORD '{PASSWORD}'"))?;
        cluster.sql("postgres", "CREATE DATABASE hq OWNER hq")?;
        Ok(cluster)
    }

    /// The machine with the primary, as the others see it.
    pub fn primary(&self) -> Outcome<&Machine> {
        self.of_role("leader").ok_or_else(|| Failure::new("The cluster has no primary."))
    }

    /// The machine that has every commit and takes over next.
    pub fn synchronous(&self) -> Outcome<&Machine> {
        self.of_role("sync_standby").ok_or_else(|| Failure::new("The cluster has no synchronous standby."))
    }

    /// Switches a machine on again.
    pub fn restart(&self, machine: &Machine) -> Outcome {
        machine.start(&self.shared, &self.machines)
    }

    /// Waits until one is the primary, one follows with every commit, and one follows.
    pub fn wait_until_well(&self) -> Outcome {
        until(PATIENCE, || self.is_well()).then_some(()).ok_or_else(|| {
            let said: String = self
                .machines
                .iter()
                .map(|machine| format!("\n--- {}\n{}", machine.name, machine.said()))
                .collect();
            Failure::new(format!(
                "The cluster is not well within {} s: {:?}{said}",
                PATIENCE.as_secs(),
                self.standings()
            ))
        })
    }

    /// Has Patroni make the synchronous standby the primary, as an operator does before maintenance.
    pub fn switch_over(&self) -> Outcome {
        let (from, to) = (self.primary()?, self.synchronous()?);
        let body = format!(r#"{{"leader":"{}","candidate":"{}"}}"#, from.name, to.name);
        let answer = Request::json("POST", "/switchover", &body)
            .ask(Ipv4Addr::LOCALHOST, at(from.patroni), SWITCHOVER)
            .explain("ask Patroni to switch over")?;
        if answer.status == 200 {
            return Ok(());
        }
        Err(Failure::new(format!(
            "Patroni refused to switch over: {}",
            String::from_utf8_lossy(&answer.body)
        )))
    }

    /// What HQ connects to, at a port.
    pub fn url(port: u16) -> String {
        format!("postgres://hq:{PASSWORD}@127.0.0.1:{port}/hq?sslmode=disable")
    }

    /// Asks the primary, as the superuser: rows of cells.
    pub fn sql(&self, database: &str, statement: &str) -> Outcome<Vec<Vec<String>>> {
        self.sql_at(self.primary()?.database, database, statement)
    }

    /// Waits until each of some new connections to a port of HAProxy comes to the primary: after its start HAProxy takes every
    /// server for well, until it has asked them.
    pub fn wait_until_led_to_primary(&self, port: u16) -> Outcome {
        let is_led = || {
            let asked = self.sql_at(port, "postgres", "SELECT pg_is_in_recovery()");
            asked.is_ok_and(|rows| rows == [["f"]])
        };
        until(SWITCHOVER, || (0..CONNECTIONS).all(|_| is_led()))
            .then_some(())
            .ok_or_else(|| Failure::new("HAProxy does not lead to the primary."))
    }

    fn sql_at(&self, port: u16, database: &str, statement: &str) -> Outcome<Vec<Vec<String>>> {
        let text = Run::new(self.shared.programs.join("psql"))
            .args([
                "-X",
                "-q",
                "-A",
                "-t",
                "-F",
                "\t",
                "-v",
                "ON_ERROR_STOP=1",
                "-h",
                "127.0.0.1",
                "-U",
                "postgres",
            ])
            .args(["-p", &port.to_string(), "-d", database, "-c", statement])
            .env("PGPASSWORD", PASSWORD)
            .env("PGCONNECT_TIMEOUT", "5")
            .text()?;
        Ok(text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect())
    }

    fn is_well(&self) -> bool {
        let standings = self.standings();
        let count = |role: &str, state: &str| {
            standings.iter().filter(|one| one.role == role && one.state == state).count()
        };
        count("leader", "running") == 1
            && count("sync_standby", "streaming") == 1
            && count("replica", "streaming") == 1
    }

    /// Waits for it: between two answers of Patroni there may be none.
    fn of_role(&self, role: &str) -> Option<&Machine> {
        let mut found = None;
        until(SWITCHOVER, || {
            let name = self.standings().into_iter().find(|one| one.role == role).map(|one| one.name);
            found = self.machines.iter().find(|machine| name.as_ref() == Some(&machine.name));
            found.is_some()
        });
        found
    }

    /// What the first Patroni says that answers and knows of a primary.
    fn standings(&self) -> Vec<Standing> {
        let mut best = Vec::new();
        for machine in &self.machines {
            let answer = Request::get("/cluster").ask(Ipv4Addr::LOCALHOST, at(machine.patroni), SOON);
            let Ok(answer) = answer else { continue };
            let told = standings(&String::from_utf8_lossy(&answer.body));
            if told.iter().any(|one| one.role == "leader") {
                return told;
            }
            best = told;
        }
        best
    }
}

/// PostgreSQL's user may not be let into where tools are kept.
fn copy_of_patroni(place: &Place) -> Outcome<PathBuf> {
    let code = Run::new(tools::PATRONI.python())
        .args(["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"])
        .text()?;
    let copy = place.folder().join("python");
    Run::new("cp").args(["-a", code.trim()]).arg(&copy).text()?;
    Ok(copy)
}

/// The members in Patroni's answer, each with name, role and state.
fn standings(json: &str) -> Vec<Standing> {
    let value = |text: &str, field: &str| {
        let (_, rest) = text.split_once(&format!("\"{field}\": \""))?;
        rest.split('"').next().map(str::to_owned)
    };
    let members = json.split("{\"name\"").skip(1).map(|member| format!("\"name\"{member}"));
    members
        .filter_map(|member| {
            let (name, role, state) =
                (value(&member, "name")?, value(&member, "role")?, value(&member, "state")?);
            Some(Standing { name, role, state })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::standings;

    #[test]
    fn members_are_read_from_what_patroni_says() {
        let json = r#"{"members": [{"name": "db1", "role": "sync_standby", "state": "streaming", "lag": 0}, {"name": "db2", "role": "leader", "state": "running", "timeline": 2}], "scope": "hq"}"#;
        let all: Vec<_> = standings(json).into_iter().map(|one| (one.name, one.role, one.state)).collect();
        let expected = [("db1", "sync_standby", "streaming"), ("db2", "leader", "running")];
        assert_eq!(
            all,
            expected.map(|(name, role, state)| (name.to_owned(), role.to_owned(), state.to_owned()))
        );
        assert!(standings("{}").is_empty());
    }
}
