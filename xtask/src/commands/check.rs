//! `cargo xtask check`: what can be said without running anything.

use crate::check;
use crate::outcome::Outcome;
use crate::setup::{self, need};

/// Checks formats, lints, rules and licences.
pub fn run(_: &[String]) -> Outcome {
    setup::ensure(need::TO_CHECK)?;
    check::all()
}
