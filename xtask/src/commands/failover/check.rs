//! What must hold, and waiting for it.

use std::thread::sleep;
use std::time::{Duration, Instant};

/// A sentence, and whether it is true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What was found, with what it must be.
    pub found: String,
    /// Whether it is.
    pub holds: bool,
}

impl Check {
    /// A finding.
    pub fn new(holds: bool, found: impl Into<String>) -> Self {
        Self { found: found.into(), holds }
    }
}

/// Waits until it is so, and tells whether it was in time.
pub fn until(patience: Duration, mut is_so: impl FnMut() -> bool) -> bool {
    let end = Instant::now() + patience;
    loop {
        if is_so() {
            return true;
        }
        if Instant::now() >= end {
            return false;
        }
        sleep(Duration::from_millis(100));
    }
}
