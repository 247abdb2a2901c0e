//! `cargo xtask fmt`: both formatters, in the order in which they agree.

use crate::outcome::Outcome;
use crate::process::Run;
use crate::setup::need::Need;
use crate::setup::{self, tools};

/// Formats the views, and then all Rust.
pub fn run(_: &[String]) -> Outcome {
    setup::ensure(&[Need::Cargo(tools::LEPTOSFMT)])?;
    Run::new("leptosfmt").args(["--quiet", "src"]).show()?;
    Run::cargo(&["fmt", "--all"]).show()
}
