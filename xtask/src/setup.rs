//! Setting up the machine: only what the asked command needs and only what is missing.

pub mod cargo_tools;
pub mod need;
pub mod npm_tools;
pub mod postgres;
pub mod progress;
pub mod system;
pub mod tools;
pub mod wasm_target;

use crate::outcome::{Explain, Outcome};
use crate::paths;
use need::Need;
use progress::Progress;
use std::fs::File;

/// Makes sure that everything in `needs` is there, step by step.
pub fn ensure(needs: &[Need]) -> Outcome {
    if missing(needs)?.is_empty() {
        return Ok(());
    }
    system::writable(&paths::cache())?;
    let _lock = lock()?;
    // Somebody else may have done the work while we waited.
    let steps = missing(needs)?;
    for (index, need) in steps.iter().enumerate() {
        let progress = Progress::begin(index + 1, steps.len(), &need.title()?);
        need.meet(&progress)?;
        progress.end();
    }
    if steps.iter().any(|need| matches!(need, Need::Cargo(_))) {
        cargo_tools::clean_up()?;
    }
    Ok(())
}

fn missing(needs: &[Need]) -> Outcome<Vec<Need>> {
    let mut missing = Vec::new();
    for need in needs {
        if !need.is_met()? {
            missing.push(*need);
        }
    }
    Ok(missing)
}

/// One set-up at a time on a machine: they share a folder.
fn lock() -> Outcome<File> {
    let file = File::create(paths::cache().join("setup.lock")).explain("create the set-up's lock")?;
    if file.try_lock().is_err() {
        println!("Waiting for another set-up on this machine …");
        file.lock().explain("wait for the other set-up")?;
    }
    Ok(file)
}
