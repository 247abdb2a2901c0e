//! `cargo xtask bench pages`: how soon the console's pages are usable on a slow phone (benches/README.md).

use crate::commands::build_dist;
use crate::outcome::{Explain, Failure, Outcome};
use crate::paths;
use crate::process::Run;
use crate::setup::{self, need, tools};

/// The program that measures.
const SCRIPT: &str = "benches/pages/main.mjs";
/// The option that names another server than the release build of this checkout.
const SERVER: &str = "--server";

/// Measures with the options given: the release build, or the server that `--server` names.
pub fn run(options: &[String]) -> Outcome {
    setup::ensure(need::TO_RUN)?;
    setup::ensure(need::TO_BENCH_PAGES)?;
    let script = Run::new("node").arg(paths::in_root(SCRIPT)).args(options);
    let script = if options.iter().any(|option| option.starts_with(SERVER)) {
        script
    } else {
        build_dist()?;
        script.arg(SERVER).arg(paths::target().join("release/hq"))
    };
    // It ends browser and server when its input ends, and that is when we end.
    let mut script = script
        .env("HQ_BENCH_CHROMIUM", need::CHROMIUM)
        .env("HQ_BENCH_PUPPETEER", tools::PUPPETEER.path())
        .start_held()?;
    // Waiting would close it.
    let _held = script.stdin.take();
    let status = script.wait().explain("wait for the bench of the pages")?;
    if status.success() { Ok(()) } else { Err(Failure::new("The pages could not be measured.")) }
}
