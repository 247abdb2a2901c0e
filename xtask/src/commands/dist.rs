//! `cargo xtask dist`: the release build.

use crate::console;
use crate::outcome::Outcome;
use crate::process::Run;
use crate::setup::{self, need};

/// Builds the page and the server around it, and tells the page's weight.
pub fn run(_: &[String]) -> Outcome {
    setup::ensure(need::TO_RUN)?;
    build()?;
    console::weigh()
}

/// The build itself, once the machine is set up. A page that is too heavy still runs.
pub fn build() -> Outcome {
    console::build()?;
    println!("Building the server …");
    Run::cargo(&["build", "--release", "--package", "hq-server"]).show()
}
