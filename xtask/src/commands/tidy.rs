//! `cargo xtask tidy`: the rules about the sources.

use crate::outcome::Outcome;
use crate::tidy;

/// Looks at every source and tells what breaks a rule.
pub fn run(_: &[String]) -> Outcome {
    tidy::check()
}
