//! `cargo xtask openacr`: the accessibility report that programs read, made of the one that people read.

use crate::openacr::{DOCUMENT, REPORT, report};
use crate::outcome::{Explain, Failure, Outcome};
use crate::paths;
use std::fs;

/// Writes it.
pub fn run(_: &[String]) -> Outcome {
    let document = fs::read_to_string(paths::in_root(DOCUMENT)).explain(format!("read {DOCUMENT}"))?;
    let report =
        report(&document).map_err(|missing| Failure::new(format!("{DOCUMENT}: {}", missing.join("; "))))?;
    fs::write(paths::in_root(REPORT), report).explain(format!("write {REPORT}"))
}
