//! `cargo xtask firefox`: the console's pages by axe-core in Firefox (docs/testing.md).

use crate::commands::build_tested;
use crate::outcome::{Explain, Failure, Outcome};
use crate::paths;
use crate::process::Run;
use crate::profile::Profile;
use crate::setup::{self, need, tools};

/// The program that goes through the pages.
const SCRIPT: &str = "tests/firefox/main.mjs";
/// The option that names another server than the one of this checkout.
const SERVER: &str = "--server";

/// Builds what the journeys go through, or takes the server that `--server` names.
pub fn run(options: &[String]) -> Outcome {
    setup::ensure(need::TO_RUN)?;
    setup::ensure(need::TO_TEST_FIREFOX)?;
    let server = match options {
        [option, binary] if option == SERVER => binary.into(),
        [] => {
            build_tested()?;
            Profile::tested_server()
        }
        _ => return Err(Failure::new("cargo xtask firefox [--server BINARY]")),
    };
    let mut script = Run::new("node")
        .arg(paths::in_root(SCRIPT))
        .env("HQ_SERVER", server)
        .env("HQ_FIREFOX", need::FIREFOX)
        .env("HQ_PUPPETEER", tools::PUPPETEER.path())
        .env("HQ_AXE", tools::AXE.path())
        .start_held()?;
    // Waiting would close its input.
    let _held = script.stdin.take();
    let status = script.wait().explain("wait for the pages in Firefox")?;
    if status.success() { Ok(()) } else { Err(Failure::new("Not every page passes in Firefox.")) }
}
