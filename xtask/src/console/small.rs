//! Making the files of the code small. binaryen compiles itself in every process that it is started in, which takes longer than
//! most of the files do: so there is a process for each core, and not one for each file.

use crate::outcome::Outcome;
use crate::process::{Run, parallel};
use crate::setup::tools::BINARYEN;
use std::fs;
use std::path::PathBuf;
use std::thread::available_parallelism;

const SMALL: &str = include_str!("small.mjs");

/// Makes the files small, in place.
pub fn make(mut files: Vec<PathBuf>) -> Outcome {
    files.sort_by_key(|file| fs::metadata(file).map(|data| data.len()).unwrap_or_default());
    let cores = available_parallelism().map_or(1, usize::from);
    // Dealt out by size, so that all come to an end together.
    let hands: Vec<Vec<&PathBuf>> =
        (0..cores).map(|first| files.iter().rev().skip(first).step_by(cores).collect()).collect();
    parallel::each(&hands, |hand| {
        let run = Run::new("node").args(["--input-type=module", "--eval", SMALL]).arg(BINARYEN.path());
        run.args(hand).text()
    })?;
    Ok(())
}
