//! The steps of `cargo xtask check`.

use crate::outcome::{Failure, Outcome};
use crate::process::Run;
use crate::setup::wasm_target::TARGET;
use crate::{console, tidy};
use std::time::Instant;

/// A step: what it is called, and what it runs.
type Step = (&'static str, fn() -> Outcome);

const STEPS: &[Step] = &[
    ("rustfmt", rustfmt),
    ("leptosfmt", leptosfmt),
    ("tidy", tidy::check),
    ("clippy, host", clippy_host),
    ("clippy, browser", clippy_browser),
    ("cargo-deny", deny),
    ("cargo-deny, advisories", advisories),
];

/// Runs every step, a line each; stops at the first that fails.
pub fn all() -> Outcome {
    console::ensure_folder()?;
    for (name, step) in STEPS {
        let started = Instant::now();
        step().map_err(|failure| Failure::new(format!("{failure}\n\ncheck failed: {name}")))?;
        println!("  {name:<24} {:>6.1} s", started.elapsed().as_secs_f32());
    }
    Ok(())
}

fn rustfmt() -> Outcome {
    Run::cargo(&["fmt", "--all", "--check"]).show().map_err(|failure| failure.advise("run 'cargo xtask fmt'"))
}

fn leptosfmt() -> Outcome {
    Run::new("leptosfmt")
        .args(["--quiet", "--check", "src"])
        .show()
        .map_err(|failure| failure.advise("run 'cargo xtask fmt'"))
}

fn clippy_host() -> Outcome {
    Run::cargo(&["clippy", "--quiet", "--workspace", "--exclude", "hq-console", "--all-targets"])
        .args(["--", "-D", "warnings"])
        .show()
}

fn clippy_browser() -> Outcome {
    Run::for_browser("cargo")
        .args(["clippy", "--quiet", "--package", "hq-console", "--all-targets", "--target", TARGET])
        .args(["--", "-D", "warnings"])
        .show()
}

fn deny() -> Outcome {
    Run::cargo(&[
        "deny",
        "--log-level",
        "error",
        "check",
        "--hide-inclusion-graph",
        "bans",
        "licenses",
        "sources",
    ])
    .text()
    .map(drop)
}

/// The database of advisories lies on GitHub. A machine that cannot reach it does the rest of the checks.
fn advisories() -> Outcome {
    if !Run::new("timeout").args(["60", "cargo", "deny", "fetch", "db"]).succeeds() {
        println!("  The database of advisories cannot be fetched here: that check is left out.");
        return Ok(());
    }
    Run::cargo(&["deny", "--workspace", "--log-level", "error", "check", "--disable-fetch", "advisories"])
        .text()
        .map(drop)
}
