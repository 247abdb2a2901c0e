//! An `hq`.

use super::check::until;
use super::place::{Place, at};
use super::processes;
use crate::commands::attack::wire::Request;
use crate::outcome::{Explain, Failure, Outcome};
use crate::process::Run;
use rustix::process::{Pid, Signal, kill_process};
use std::cell::RefCell;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::process::Child;
use std::time::{Duration, Instant};

/// How long it may take to start, with its cast.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long it may take to end: what is in flight is finished first.
const TO_END: Duration = Duration::from_secs(15);
/// How long the question whether it is ready may hang.
const ANSWER: Duration = Duration::from_secs(5);

/// A server, running or not.
pub struct Server<'a> {
    place: &'a Place,
    binary: PathBuf,
    folder: PathBuf,
    arguments: Vec<String>,
    /// Where it listens.
    pub port: u16,
    running: RefCell<Option<Child>>,
}

/// What a server said to whether it is ready, and how soon. Nothing where it did not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readiness {
    /// 200, 503, or nothing.
    pub status: Option<u16>,
    /// How soon.
    pub took: Duration,
}

impl<'a> Server<'a> {
    /// Finds it a place.
    pub fn new(
        place: &'a Place,
        binary: &std::path::Path,
        name: &str,
        front: u16,
        database: &str,
    ) -> Outcome<Self> {
        let port = place.port()?;
        let arguments = [
            ("--listen", at(port).to_string()),
            ("--public-url", format!("http://{}", at(front))),
            ("--trusted-proxies", "127.0.0.1".to_owned()),
            ("--database", database.to_owned()),
            ("--log", "warn".to_owned()),
            ("--writes-per-minute", "1000000".to_owned()),
        ];
        Ok(Self {
            place,
            binary: binary.to_owned(),
            folder: place.folder_for(name, false)?,
            arguments: arguments.into_iter().flat_map(|(name, value)| [name.to_owned(), value]).collect(),
            port,
            running: RefCell::new(None),
        })
    }

    /// Starts it, and waits until it is ready.
    pub fn start(&self, more: &[&str]) -> Outcome {
        let run = Run::new(&self.binary).args(&self.arguments).args(more);
        *self.running.borrow_mut() = Some(self.place.start(run, &self.folder, false)?);
        let ready = until(PATIENCE, || self.has_ended() || self.readiness().status == Some(200));
        if ready && !self.has_ended() { Ok(()) } else { Err(self.failed("A server did not become ready.")) }
    }

    /// Kills it.
    pub fn kill(&self) {
        processes::signal(&[&self.folder], Signal::KILL);
        if let Some(mut child) = self.running.borrow_mut().take() {
            let _ = child.wait();
        }
    }

    /// Asks it to end, and waits until it has.
    pub fn stop(&self) -> Outcome {
        let Some(mut child) = self.running.borrow_mut().take() else { return Ok(()) };
        kill_process(Pid::from_child(&child), Signal::TERM).explain("ask a server to end")?;
        let ended = until(TO_END, || !matches!(child.try_wait(), Ok(None)));
        if ended { Ok(()) } else { Err(self.failed("A server did not end when it was asked to.")) }
    }

    /// Asks whether it is ready.
    pub fn readiness(&self) -> Readiness {
        let asked = Instant::now();
        let answer = Request::get("/readyz").ask(Ipv4Addr::LOCALHOST, at(self.port), ANSWER);
        Readiness { status: answer.ok().map(|answer| answer.status), took: asked.elapsed() }
    }

    fn has_ended(&self) -> bool {
        self.running.borrow_mut().as_mut().is_none_or(|child| !matches!(child.try_wait(), Ok(None)))
    }

    fn failed(&self, what: &str) -> Failure {
        Failure::new(format!("{what}\n{}", super::machine::last_lines(&self.folder.join("log"))))
    }
}
