//! Setting up the machine: only what the asked command needs and only what is missing.

pub mod cargo_tools;
pub mod need;
pub mod npm_tools;
pub mod postgres;
pub mod progress;
pub mod pypi_tools;
pub mod system;
pub mod tools;
pub mod unpacked;
pub mod wasm_target;

use crate::outcome::{Explain, Outcome};
use crate::paths;
use need::Need;
use progress::Steps;
use std::fs::File;

/// Makes sure that everything in `needs` is there, step by step.
pub fn ensure(needs: &[Need]) -> Outcome {
    ensure_before(needs, 0).map(drop)
}

/// The same for a command that has `more` steps of its own, which are counted with these.
pub fn ensure_before(needs: &[Need], more: usize) -> Outcome<Steps> {
    if missing(needs)?.is_empty() {
        return Ok(Steps::new(more));
    }
    system::writable(&paths::cache())?;
    let _lock = lock()?;
    // Somebody else may have done the work while we waited.
    let missing = missing(needs)?;
    let mut steps = Steps::new(missing.len() + more);
    for need in &missing {
        let progress = steps.begin(&need.title()?);
        need.meet(&progress)?;
        progress.end();
    }
    if missing.iter().any(|need| matches!(need, Need::Cargo(_))) {
        cargo_tools::clean_up()?;
    }
    Ok(steps)
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
