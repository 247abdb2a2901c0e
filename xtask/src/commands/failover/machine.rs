//! A machine with a database: etcd, Patroni and PostgreSQL, which live and die together.

use super::place::{Place, at};
use super::processes;
use super::settings::{self, file, set, variables};
use crate::outcome::{Explain, Failure, Outcome};
use crate::process::Run;
use crate::setup::unpacked::ETCD_AND_HAPROXY;
use rustix::process::Signal;
use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Child;

/// One of the three.
pub struct Machine {
    /// db1, db2 or db3.
    pub name: String,
    /// Where PostgreSQL listens.
    pub database: u16,
    /// Where Patroni answers.
    pub patroni: u16,
    clients: u16,
    peers: u16,
    etcd_folder: PathBuf,
    patroni_folder: PathBuf,
    data: PathBuf,
    running: RefCell<Vec<Child>>,
}

/// What all machines share.
pub struct Shared<'a> {
    /// Where they live.
    pub place: &'a Place,
    /// Patroni's Python code.
    pub python: PathBuf,
    /// PostgreSQL's programs.
    pub programs: PathBuf,
    /// The passwords of the superuser and of replication.
    pub password: String,
}

impl Machine {
    /// Finds it a place.
    pub fn new(place: &Place, name: &str) -> Outcome<Self> {
        Ok(Self {
            name: name.to_owned(),
            database: place.port()?,
            patroni: place.port()?,
            clients: place.port()?,
            peers: place.port()?,
            etcd_folder: place.folder_for(&format!("{name}-etcd"), false)?,
            patroni_folder: place.folder_for(&format!("{name}-patroni"), true)?,
            data: place.folder().join(format!("{name}-patroni/data")),
            running: RefCell::new(Vec::new()),
        })
    }

    /// Switches it on, as one of `all`.
    pub fn start(&self, shared: &Shared<'_>, all: &[Self]) -> Outcome {
        self.reap();
        let etcd = shared.place.start(self.etcd(all)?, &self.etcd_folder, false)?;
        self.running.borrow_mut().push(etcd);
        let patroni = shared.place.start(self.patroni(shared, all)?, &self.patroni_folder, true)?;
        self.running.borrow_mut().push(patroni);
        Ok(())
    }

    /// Pulls the plug.
    pub fn kill(&self) {
        processes::signal(&[&self.etcd_folder, &self.patroni_folder], Signal::KILL);
        self.reap();
    }

    /// PostgreSQL and Patroni stop wherever they are; the system goes on taking connections for them.
    pub fn freeze(&self) {
        processes::signal(&[&self.patroni_folder], Signal::STOP);
    }

    /// They go on.
    pub fn thaw(&self) {
        processes::signal(&[&self.patroni_folder], Signal::CONT);
    }

    /// Whether nothing runs on it.
    pub fn is_off(&self) -> bool {
        processes::within(&[&self.etcd_folder, &self.patroni_folder]).is_empty()
    }

    /// The end of what it said, for a failure.
    pub fn said(&self) -> String {
        last_lines(&self.patroni_folder.join("log"))
    }

    /// Where etcd is asked.
    pub fn etcd_address(&self) -> String {
        at(self.clients).to_string()
    }

    fn etcd(&self, all: &[Self]) -> Outcome<Run> {
        let peers = all.iter().map(|machine| format!("{}=http://{}", machine.name, at(machine.peers)));
        let (clients, own) = (format!("http://{}", at(self.clients)), format!("http://{}", at(self.peers)));
        let ours = [
            set("ETCD_NAME", &self.name),
            set("ETCD_DATA_DIR", self.etcd_folder.join("data").display()),
            set("ETCD_LISTEN_CLIENT_URLS", &clients),
            set("ETCD_ADVERTISE_CLIENT_URLS", &clients),
            set("ETCD_LISTEN_PEER_URLS", &own),
            set("ETCD_INITIAL_ADVERTISE_PEER_URLS", &own),
            set("ETCD_INITIAL_CLUSTER", peers.collect::<Vec<_>>().join(",")),
        ];
        let etcd = Run::new(ETCD_AND_HAPROXY.program("etcd"));
        Ok(settings::give(etcd, &variables("etcd.env", &ours)?))
    }

    fn patroni(&self, shared: &Shared<'_>, all: &[Self]) -> Outcome<Run> {
        let etcd: Vec<_> = all.iter().map(Self::etcd_address).collect();
        let ours = [
            set("PATRONI_NAME", &self.name),
            set("PATRONI_RESTAPI_LISTEN", at(self.patroni)),
            set("PATRONI_RESTAPI_CONNECT_ADDRESS", at(self.patroni)),
            set("PATRONI_POSTGRESQL_LISTEN", at(self.database)),
            set("PATRONI_POSTGRESQL_CONNECT_ADDRESS", at(self.database)),
            set("PATRONI_POSTGRESQL_DATA_DIR", self.data.display()),
            set("PATRONI_POSTGRESQL_BIN_DIR", shared.programs.display()),
            set("PATRONI_POSTGRESQL_PGPASS", self.patroni_folder.join("pgpass").display()),
            set("PATRONI_ETCD3_HOSTS", etcd.join(",")),
            set("PATRONI_SUPERUSER_PASSWORD", &shared.password),
            set("PATRONI_REPLICATION_PASSWORD", &shared.password),
        ];
        let configuration = configuration(shared.place)?;
        let run = Run::new(python()).args(["-m", "patroni"]).arg(configuration);
        Ok(settings::give(run, &variables("patroni.env", &ours)?).env("PYTHONPATH", &shared.python))
    }

    /// Whoever has ended is no zombie.
    fn reap(&self) {
        self.running.borrow_mut().retain_mut(|child| !matches!(child.try_wait(), Ok(Some(_))));
    }
}

/// Patroni's file, copied, as PostgreSQL's user may not be let into the checkout; its socket is the run's own.
fn configuration(place: &Place) -> Outcome<PathBuf> {
    let copy = place.folder().join("patroni.yml");
    if !copy.exists() {
        let text = fs::read_to_string(file("patroni.yml")).explain("read deploy/patroni.yml")?;
        if !text.contains(SOCKETS) {
            return Err(Failure::new(format!("deploy/patroni.yml does not say {SOCKETS}.")));
        }
        fs::write(&copy, text.replace(SOCKETS, ".")).explain("copy deploy/patroni.yml")?;
    }
    Ok(copy)
}

/// Where Debian puts PostgreSQL's sockets.
const SOCKETS: &str = "/var/run/postgresql";

/// The system's Python, which PostgreSQL's user is let into as well.
fn python() -> &'static str {
    const SYSTEM: &str = "/usr/bin/python3";
    if Path::new(SYSTEM).exists() { SYSTEM } else { "python3" }
}

/// The last lines of a log.
pub fn last_lines(log: &Path) -> String {
    let text = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.lines().collect();
    lines.get(lines.len().saturating_sub(25)..).unwrap_or_default().join("\n")
}
