//! `cargo xtask bench growth`: whether what people wait for takes longer in a database that is full (benches/README.md).

use super::hq::Hq;
use super::load::{Figures, Request, ask, median};
use super::options::Options;
use super::server::{CAST, prepared};
use crate::outcome::{Explain, Outcome};
use crate::paths;
use crate::process::Run;
use crate::setup::postgres::programs;
use crate::testing::Cluster;
use std::path::Path;

/// What fills a database.
const GROW: &str = "benches/server/grow.py";
/// How many organizations (and people), memberships, and lines of audit logs, unless told otherwise.
const MANY: [&str; 3] = ["100000", "1000000", "5000000"];

/// Measures with the options given.
pub fn run(arguments: &[String]) -> Outcome {
    let options = Options::parse(arguments)?;
    prepared(&options, |binary, folder| {
        let file = folder.join("hq.sqlite");
        measure(
            "SQLite",
            binary,
            &format!("sqlite:{}", file.display()),
            &file.display().to_string(),
            &options,
        )?;
        std::fs::remove_file(&file).explain("remove the full database")?;
        let postgres = Cluster::start_durable()?;
        measure("PostgreSQL", binary, postgres.url(), postgres.url(), &options)
    })
}

fn measure(name: &str, binary: &Path, database: &str, filled: &str, options: &Options) -> Outcome {
    Hq::start(binary, database, CAST)?.stop();
    let before = figures(binary, database, options)?;
    let many = options.many.as_ref().map_or(MANY, |many| many.each_ref().map(String::as_str));
    fill(filled, many)?;
    let after = figures(binary, database, options)?;
    println!(
        "\n{name}, with {} organizations, {} memberships, {} lines of audit logs",
        many[0], many[1], many[2]
    );
    println!("{:<15}{:>14}{:>14}{:>14}{:>14}", "", "p50 before", "p50", "work before", "work");
    for ((name, before), (_, after)) in before.into_iter().zip(after) {
        let work = |figures: Figures| format!("{} µs", figures.work.unwrap_or_default().as_micros());
        let p50 = |figures: Figures| format!("{:.2} ms", figures.p50.as_secs_f64() * 1e3);
        let ratio = after.p50.as_secs_f64() / before.p50.as_secs_f64();
        println!(
            "{name:<15}{:>14}{:>14}{:>14}{:>14}  {ratio:.2} ×",
            p50(before),
            p50(after),
            work(before),
            work(after)
        );
    }
    Ok(())
}

/// Fills a database, a file or a URL, as the program's arguments say.
///
/// # Errors
/// Where it cannot be filled.
pub fn fill(database: &str, arguments: [&str; 3]) -> Outcome {
    let path = programs().map(|folder| folder.display().to_string()).unwrap_or_default();
    let path = format!("{path}:{}", std::env::var("PATH").unwrap_or_default());
    Run::new("python3").arg(paths::in_root(GROW)).arg(database).args(arguments).env("PATH", path).show()
}

fn figures(binary: &Path, database: &str, options: &Options) -> Outcome<Vec<(&'static str, Figures)>> {
    let hq = Hq::start(binary, database, &[])?;
    let measured = |(name, request): (&'static str, Request)| -> Outcome<_> {
        let rounds: Outcome<Vec<_>> =
            (0..options.rounds).map(|_| ask(&request, options.seconds, Some(hq.id()))).collect();
        Ok((name, median(rounds?)))
    };
    let figures = hq.requests()?.into_iter().map(measured).collect();
    hq.stop();
    figures
}
