//! `cargo xtask bench`: what the release build does a second, on both databases, and what it needs for that
//! (benches/README.md).

use super::growth::fill;
use super::hq::{ACME, Hq, Memory};
use super::load::{Figures, Request, ask, median};
use super::options::Options;
use super::peer::Peer;
use crate::outcome::{Explain, Failure, Outcome};
use crate::paths;
use crate::process::Run;
use crate::setup::{self, need};
use crate::testing::Cluster;
use std::fs;
use std::path::Path;

/// With a cast of which somebody belongs to ten organizations, and somebody to one with a hundred members.
pub const CAST: &[&str] = &["--demo", "--demo-organizations", "10", "--demo-members", "98"];
/// How often somebody signs in before the memory is looked at once more.
const SIGN_INS: u32 = 100;
/// How many lines an audit log has that is then read as a file.
const LINES: &str = "500000";

/// HQ on one of the databases, in the middle of being measured.
struct Measured {
    name: &'static str,
    /// Its database as the program names it that fills it: a file, or a URL.
    filled: String,
    hq: Hq,
    requests: Vec<(&'static str, Request)>,
    memory: Vec<(&'static str, Memory)>,
}

/// Measures with the options given.
pub fn run(arguments: &[String]) -> Outcome {
    let options = Options::parse(arguments)?;
    let peer = options.peer.as_deref().map(Peer::read).transpose()?;
    prepared(&options, |binary, folder| measure(binary, folder, &options, peer.as_ref()))
}

/// Does something with the server's binary, once the machine is set up, and a folder that is removed after it.
pub fn prepared(options: &Options, measure: impl FnOnce(&Path, &Path) -> Outcome) -> Outcome {
    setup::ensure(need::TO_RUN)?;
    setup::ensure(need::TO_BENCH)?;
    let binary = match &options.server {
        Some(binary) => binary.clone(),
        None => {
            setup::ensure(need::TO_DIST)?;
            super::build_dist()?;
            paths::target().join("release/hq")
        }
    };
    let folder = Run::new("mktemp").making_folder("bench").text()?;
    let folder = Path::new(folder.trim());
    let outcome = measure(&binary, folder);
    fs::remove_dir_all(folder).explain("remove the bench's folder")?;
    outcome
}

fn measure(binary: &Path, folder: &Path, options: &Options, peer: Option<&Peer>) -> Outcome {
    let postgres = Cluster::start_durable()?;
    let file = folder.join("hq.sqlite").display().to_string();
    let sqlite = format!("sqlite:{file}");
    let mut all =
        [("SQLite", sqlite.as_str(), file.as_str()), ("PostgreSQL", postgres.url(), postgres.url())]
            .into_iter()
            .map(|(name, database, filled)| begin(binary, name, database, filled))
            .collect::<Outcome<Vec<_>>>()?;
    let names: Vec<&str> =
        all.first().map(|one| one.requests.iter().map(|(name, _)| *name).collect()).unwrap_or_default();
    println!(
        "\n{:<15}{:<12}{:>11}{:>9}{:>9}{:>9}  beside the peer",
        "", "", "answers/s", "p50", "p99", "work"
    );
    for name in names {
        load(name, &all, options, peer)?;
    }
    for measured in &mut all {
        measured.remember("after load");
        measured.hq.sign_in_often(SIGN_INS)?;
        measured.remember("after sign-ins");
        fill(&measured.filled, ["--log", ACME, LINES])?;
        let lines = measured.hq.export()?;
        if LINES.parse().is_ok_and(|least: usize| lines < least) {
            return Err(Failure::new(format!("The audit log's file ends after {lines} lines.")));
        }
        measured.remember("after an export");
    }
    tell(binary, &all)
}

/// Starts HQ once for its tables and its cast, and once more for its first answer.
fn begin(binary: &Path, name: &'static str, database: &str, filled: &str) -> Outcome<Measured> {
    Hq::start(binary, database, CAST)?.stop();
    let hq = Hq::start(binary, database, &[])?;
    let mut measured =
        Measured { name, filled: filled.to_owned(), hq, requests: Vec::new(), memory: Vec::new() };
    measured.remember("at the start");
    measured.requests = measured.hq.requests()?;
    Ok(measured)
}

impl Measured {
    fn remember(&mut self, when: &'static str) {
        self.memory.push((when, self.hq.memory()));
    }

    fn request(&self, name: &str) -> Outcome<&Request> {
        let found = self.requests.iter().find(|(own, _)| *own == name).map(|(_, request)| request);
        found.ok_or_else(|| Failure::new(format!("nothing is asked for as {name}")))
    }
}

/// Each in turn, several times over, so that what else the machine does is in all figures alike.
fn load(name: &str, all: &[Measured], options: &Options, peer: Option<&Peer>) -> Outcome {
    let other = peer.and_then(|peer| peer.request(name));
    let mut figures: Vec<Vec<Figures>> = vec![Vec::new(); all.len()];
    let mut others = Vec::new();
    for _ in 0..options.rounds {
        for (measured, figures) in all.iter().zip(&mut figures) {
            figures.push(ask(measured.request(name)?, options.seconds, Some(measured.hq.id()))?);
        }
        if let Some(request) = other {
            others.push(ask(request, options.seconds, None)?);
        }
    }
    let beside = other.map(|_| median(others));
    for (measured, figures) in all.iter().zip(figures) {
        row(name, measured.name, median(figures), beside);
    }
    if let Some(beside) = beside {
        row(name, "the peer", beside, None);
    }
    Ok(())
}

fn row(name: &str, of: &str, figures: Figures, beside: Option<Figures>) {
    let ms = |time: std::time::Duration| format!("{:.2} ms", time.as_secs_f64() * 1e3);
    let work = figures.work.map(|work| format!("{} µs", work.as_micros())).unwrap_or_default();
    let beside = beside.map(|beside| {
        let slower = if figures.p99 > beside.p99 { "longer" } else { "shorter" };
        format!("{:.2} ×, p99 {slower}", figures.per_second / beside.per_second)
    });
    println!(
        "{name:<15}{of:<12}{:>11.0}{:>9}{:>9}{work:>9}  {}",
        figures.per_second,
        ms(figures.p50),
        ms(figures.p99),
        beside.unwrap_or_default()
    );
}

fn tell(binary: &Path, all: &[Measured]) -> Outcome {
    let size = fs::metadata(binary).explain("find the server's binary")?.len();
    println!("\nThe program: {:.1} MiB", size as f64 / f64::from(1 << 20));
    for measured in all {
        let memory: Vec<_> = measured
            .memory
            .iter()
            .map(|(when, size)| format!("{:.1} MiB ({:.1} its own) {when}", mib(size.all), mib(size.own)))
            .collect();
        let first = measured.hq.first_answer.as_millis();
        println!("{}: first answer {first} ms after the start; memory {}", measured.name, memory.join(", "));
    }
    Ok(())
}

fn mib(kib: u64) -> f64 {
    kib as f64 / 1024.0
}
