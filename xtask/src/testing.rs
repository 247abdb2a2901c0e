//! The parts of `cargo xtask test`, in order, and what they came to.

mod api_tools;
mod counts;
mod postgres;
mod runners;
mod selection;

pub use postgres::{Cluster, free_port, unprivileged};
pub use selection::Selection;

use crate::commands::build_tested;
use crate::outcome::{Failure, Outcome};
use crate::profile::Profile;
use crate::setup::progress::Progress;
use crate::{check, console};
use counts::Counts;
use std::thread;
use std::time::{Duration, Instant};

/// A part that has run.
struct Report {
    name: &'static str,
    counts: Option<Counts>,
    took: Duration,
}

/// Runs the selected parts; the last line says how many tests passed and failed.
pub fn run(selection: &Selection) -> Outcome {
    let mut reports = Vec::new();
    let ended = run_parts(selection, &mut reports);
    let mut total = Counts::default();
    println!("\nPart        Passed  Failed  Seconds");
    for report in &reports {
        let counts = report.counts.unwrap_or_default();
        total = total + counts;
        let [passed, failed] = match report.counts {
            Some(counts) => [counts.passed.to_string(), counts.failed.to_string()],
            None => ["-".to_owned(), "-".to_owned()],
        };
        println!("{:<10} {passed:>7} {failed:>7} {:>8.0}", report.name, report.took.as_secs_f32());
    }
    match &ended {
        Ok(()) if total.passed == 0 && selection.filter().is_some() => {
            println!("No test has '{}' in its name.", selection.filter().unwrap_or_default());
        }
        Ok(()) => {}
        Err(failure) => {
            println!("\n{failure}");
            // Something that is no test failed: the count must not look as if all were well.
            total.failed = total.failed.max(1);
        }
    }
    println!("{} passed, {} failed", total.passed, total.failed);
    match ended {
        Ok(()) => Ok(()),
        Err(_) => std::process::exit(1),
    }
}

fn run_parts(selection: &Selection, reports: &mut Vec<Report>) -> Outcome {
    let everything = selection.filter().is_none();
    if selection.wants("check") {
        part("check", everything, reports, || check::all().map(|()| None))?;
    }
    let database = Cluster::start_if(selection.wants("host") || selection.wants("e2e"))?;
    if selection.wants("host") {
        part("host", everything, reports, || runners::host(selection, database.url()).map(Some))?;
    }
    if selection.wants("api-tools") {
        part("api-tools", everything, reports, || api_tools::run(selection).map(Some))?;
    }
    if selection.wants("web") {
        // Most of either build has one core to do. Whatever becomes of the page here, the part "dist" builds what is missing, and
        // says what is wrong.
        thread::scope(|threads| {
            if everything && selection.wants("e2e") {
                threads.spawn(|| console::build(Profile::Release, &Progress::unseen()));
            }
            part("web", everything, reports, || runners::web(selection).map(Some))
        })?;
    }
    if selection.wants("e2e") {
        part("dist", everything, reports, || build_tested().map(|()| None))?;
        part("e2e", everything, reports, || runners::journeys(selection, database.url()).map(Some))?;
    }
    // Last: everything else can be right about a page that is too heavy.
    if selection.is_everything() {
        part("weight", everything, reports, || console::weigh().map(|()| None))?;
    }
    Ok(())
}

/// Runs a part and keeps what it came to. A failed test ends the run after its part; so does a part without
/// tests, unless a pattern has left them out.
fn part(
    name: &'static str,
    everything: bool,
    reports: &mut Vec<Report>,
    run: impl FnOnce() -> Outcome<Option<(Counts, bool)>>,
) -> Outcome {
    println!("\n── {name} ──");
    let started = Instant::now();
    let result = run();
    let took = started.elapsed();
    let counts = result.as_ref().ok().and_then(|result| result.map(|(counts, _)| counts));
    reports.push(Report { name, counts, took });
    match result? {
        Some((counts, true)) if counts == Counts::default() && everything => {
            Err(Failure::new(format!("{name} ran no test, and there must be some.")))
        }
        Some((counts, succeeded)) if !succeeded || counts.failed > 0 => {
            Err(Failure::new(format!("{name} failed: what and why is told above.")))
        }
        _ => Ok(()),
    }
}
