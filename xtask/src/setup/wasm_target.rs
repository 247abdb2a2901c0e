//! The compiler's standard library for the browser: rustup's, or where rustup cannot fetch it, Debian's.

mod debian;
pub mod library_source;

use crate::outcome::{Failure, Outcome};
use crate::paths;
use crate::process::Run;
use crate::setup::progress::Progress;
use std::env;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// What the browser's code is compiled for.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// The rustup name of the toolchain that is made of Debian's packages.
const DEBIAN_TOOLCHAIN: &str = "hq-wasm";

/// Where this variable says `debian`, rustup is not even asked.
const CHOICE: &str = "HQ_WASM_TOOLCHAIN";

/// The toolchain to build for the browser with, where it is not the usual one.
pub fn toolchain() -> Option<&'static str> {
    (!rustup_has_it() && debian::is_there(&debian_folder())).then_some(DEBIAN_TOOLCHAIN)
}

/// Whether something here can build for the browser.
pub fn is_there() -> bool {
    rustup_has_it() || debian::is_there(&debian_folder())
}

/// Adds the target by rustup, or builds it from Debian's packages.
pub fn install(progress: &Progress) -> Outcome {
    if !chose_debian() {
        if paths::on_path("rustup").is_none() {
            return Err(Failure::new(
                "HQ is built with a Rust that rustup keeps, and there is no rustup here.",
            )
            .advise("install Rust as https://rustup.rs says, then run this again"));
        }
        // Without an answer rustup tries for minutes; a download that works starts at once.
        let added = Run::new("timeout").args(["120", "rustup", "target", "add", TARGET]).watched(progress);
        match added {
            Ok(()) if rustup_library().is_some_and(|library| library.is_dir()) => return Ok(()),
            _ => progress.tell("rustup could not fetch it: falling back on Debian's packages"),
        }
    }
    debian::install(&debian_folder(), DEBIAN_TOOLCHAIN, progress)
}

fn chose_debian() -> bool {
    env::var_os(CHOICE).is_some_and(|choice| choice == "debian")
}

fn rustup_has_it() -> bool {
    !chose_debian() && rustup_library().is_some_and(|library| library.is_dir())
}

/// Where the library is when rustup has added it.
fn rustup_library() -> Option<&'static Path> {
    static LIBRARY: OnceLock<Option<PathBuf>> = OnceLock::new();
    LIBRARY
        .get_or_init(|| {
            let sysroot = crate::process::bare("rustc", &["--print", "sysroot"])?;
            Some(Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).join("lib"))
        })
        .as_deref()
}

fn debian_folder() -> PathBuf {
    paths::cache().join(DEBIAN_TOOLCHAIN)
}
