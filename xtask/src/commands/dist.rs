//! `cargo xtask dist`: the release build.

use crate::console;
use crate::outcome::Outcome;
use crate::process::Run;
use crate::setup::{self, need};

/// Builds the page, compresses it, tells its size, and builds the server around it.
pub fn run(_: &[String]) -> Outcome {
    setup::ensure(need::TO_RUN)?;
    build()
}

/// The build itself, once the machine is set up.
pub fn build() -> Outcome {
    console::build()?;
    println!("Building the server …");
    Run::cargo(&["build", "--release", "--package", "hq-server"]).show()
}
