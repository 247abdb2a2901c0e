//! `cargo xtask dev`: the server in debug mode, and trunk in front of it, rebuilding the page.

use super::run::free;
use crate::outcome::{Explain, Outcome};
use crate::paths;
use crate::process::Run;
use crate::setup::{self, need};
use std::process::Child;
use std::thread;
use std::time::Duration;

const SERVER: u16 = 8080;
const PAGE: u16 = 8081;

/// Runs both until one of them ends.
pub fn run(arguments: &[String]) -> Outcome {
    free(SERVER)?;
    free(PAGE)?;
    setup::ensure(need::TO_RUN)?;
    crate::console::ensure_folder()?;
    Run::cargo(&["build", "--package", "hq-server"]).show()?;
    let origin = format!("http://127.0.0.1:{PAGE}");
    let mut server = Run::new(paths::target().join("debug/hq"))
        .args(["--port", &SERVER.to_string(), "--trusted-origin", &origin])
        .args(arguments)
        .start()?;
    println!("The page with your changes: {origin}");
    // Its own folder: dist is what the release build embeds.
    let folder = paths::notes().join("dev");
    let mut page = Run::for_browser("trunk")
        .args(["serve", "--offline", "--skip-version-check", "--dist"])
        .arg(folder)
        .without("NO_COLOR")
        .without("RUST_BACKTRACE")
        .start()?;
    let ended = wait_for_either(&mut server, &mut page);
    for child in [&mut server, &mut page] {
        // One of them has ended already; that is why we are here.
        let _ = child.kill();
        let _ = child.wait();
    }
    ended
}

fn wait_for_either(server: &mut Child, page: &mut Child) -> Outcome {
    loop {
        for child in [&mut *server, &mut *page] {
            if child.try_wait().explain("wait for the server and trunk")?.is_some() {
                return Ok(());
            }
        }
        thread::sleep(Duration::from_millis(200));
    }
}
