//! `cargo xtask setup`: everything that any command needs.

use crate::outcome::Outcome;
use crate::setup::{self, need};

/// Sets the machine up.
pub fn run(_: &[String]) -> Outcome {
    setup::ensure(&need::everything())?;
    println!("Everything that HQ's tasks need is there.");
    Ok(())
}
