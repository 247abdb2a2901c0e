//! `cargo xtask recipes`: does what docs/operations.md says of backups by other programs, and sees that nothing is lost.

mod litestream;
mod pgbackrest;
pub mod server;

use crate::console;
use crate::outcome::{Explain, Failure, Outcome};
use crate::process::Run;
use crate::profile::Profile;
use crate::setup::{self, need};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// A recipe: how it is called, and how it is done with a server's binary.
type Recipe = (&'static str, fn(&Path) -> Outcome);

const RECIPES: [Recipe; 2] = [("litestream", litestream::run), ("pgbackrest", pgbackrest::run)];

/// Does those that are named, or all.
pub fn run(arguments: &[String]) -> Outcome {
    let (mut wanted, mut server) = (Vec::new(), None);
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match (argument.as_str(), RECIPES.iter().find(|(name, _)| name == argument)) {
            ("--server", _) => server = arguments.next().map(PathBuf::from),
            (_, Some(recipe)) => wanted.push(*recipe),
            _ => {
                return Err(Failure::new(
                    "There are the recipes litestream and pgbackrest, and --server BINARY.",
                ));
            }
        }
    }
    if wanted.is_empty() {
        wanted = RECIPES.to_vec();
    }
    setup::ensure(need::TO_COPY)?;
    let server = match server {
        Some(server) => fs::canonicalize(&server).explain(format!("find {}", server.display()))?,
        None => {
            console::ensure_folder()?;
            Run::cargo(&["build", "--package", "hq-server", "--bin", "hq"]).show()?;
            Profile::tested_server()
        }
    };
    for (name, recipe) in wanted {
        println!("\n{name}");
        recipe(&server)?;
    }
    Ok(())
}

/// Does a step, and says how long it took.
fn timed<T>(what: &str, step: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    let started = Instant::now();
    let done = step()?;
    println!("  {what:<58} {:>6.2} s", started.elapsed().as_secs_f32());
    Ok(done)
}

/// That nothing is missing.
fn all_there(what: &str, found: &str, expected: usize) -> Outcome {
    if found.trim() == expected.to_string() {
        println!("  {what}: all {expected} rows are there");
        return Ok(());
    }
    Err(Failure::new(format!("{what}: {} of {expected} rows are there.", found.trim())))
}
