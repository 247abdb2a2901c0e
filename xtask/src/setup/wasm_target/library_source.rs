//! The source of the compiler's standard library, of which the release console builds its own (console/panics.rs).

use super::{chose_debian, debian, debian_folder, toolchain};
use crate::outcome::{Explain, Failure, Outcome};
use crate::paths;
use crate::process::{Run, bare};
use crate::setup::progress::Progress;
use std::fs;
use std::path::PathBuf;

/// Where the source is, as seen from the toolchain's folder.
const SOURCE: &str = "lib/rustlib/src/rust/library/Cargo.lock";

/// Whether the toolchain that builds for the browser has the source.
pub fn is_there() -> bool {
    sysroot().is_some_and(|folder| folder.join(SOURCE).is_file())
}

/// Whether there is nothing left to try: it is there, or it was not to be had for this version of the compiler.
pub fn is_settled() -> Outcome<bool> {
    Ok(is_there() || not_to_be_had()?.is_file())
}

/// Adds the source. The console is built without where it is not to be had, so that is no failure.
pub fn install(progress: &Progress) -> Outcome {
    let added = match toolchain() {
        Some(_) => debian::add_source(&debian_folder()),
        // Without an answer rustup tries for minutes; a download that works starts at once.
        None => Run::new("timeout").args(["120", "rustup", "component", "add", "rust-src"]).watched(progress),
    };
    match added {
        Ok(()) if is_there() => Ok(()),
        _ => {
            progress.note("it is not to be had here: the release console will be about 9 % larger");
            let note = not_to_be_had()?;
            fs::write(&note, "").explain(format!("write {}", note.display()))
        }
    }
}

/// The note that it is not to be had; without it, it is tried again.
fn not_to_be_had() -> Outcome<PathBuf> {
    let compiler = if chose_debian() { "/usr/bin/rustc" } else { "rustc" };
    let version = bare(compiler, &["--version"])
        .and_then(|text| text.split_whitespace().nth(1).map(str::to_owned))
        .ok_or_else(|| Failure::new(format!("{compiler} does not say its version.")))?;
    Ok(paths::cache().join(format!("no-library-source-{version}")))
}

/// The folder of the toolchain that builds for the browser.
fn sysroot() -> Option<PathBuf> {
    match toolchain() {
        Some(_) => Some(debian_folder()),
        None => Some(PathBuf::from(bare("rustc", &["--print", "sysroot"])?.trim())),
    }
}
