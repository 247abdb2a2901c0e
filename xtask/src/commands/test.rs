//! `cargo xtask test`: the tests, all of them or the ones asked for.

use crate::outcome::Outcome;
use crate::setup::{self, need};
use crate::testing::{self, Selection};

/// Sets everything up and runs what was asked for.
pub fn run(arguments: &[String]) -> Outcome {
    setup::ensure(&need::everything())?;
    testing::run(&Selection::from_arguments(arguments))
}
