//! Whether anything that the page is made of has changed.

use super::panics;
use crate::outcome::{Explain, Outcome};
use crate::paths;
use crate::process::bare;
use crate::profile::Profile;
use crate::setup::{tools, wasm_target};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// Everything that the page is made of.
const SOURCES: &[&str] = &[
    "src",
    "style",
    "public",
    "index.html",
    "crates/contract",
    "crates/text",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    ".cargo/config.toml",
    "xtask/src/console",
];

/// A number for the content of all sources, the versions of all tools, and how it is built.
pub fn of_sources(profile: Profile) -> Outcome<String> {
    let mut hasher = DefaultHasher::new();
    profile.hash(&mut hasher);
    panics::end_at_once(profile).hash(&mut hasher);
    for source in SOURCES {
        for file in files(&paths::in_root(source))? {
            file.hash(&mut hasher);
            fs::read(&file).explain(format!("read {}", file.display()))?.hash(&mut hasher);
        }
    }
    bare("rustc", &["--version"]).hash(&mut hasher);
    wasm_target::toolchain().hash(&mut hasher);
    tools::versions()?.hash(&mut hasher);
    Ok(format!("{:016x}", hasher.finish()))
}

/// What tells one content from another, for names that change with what they name.
pub fn of_content(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// The files of a folder and the folders in it, in order; a file itself; nothing where nothing is.
pub fn files(path: &Path) -> Outcome<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    if !path.is_dir() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(path).explain(format!("read the folder {}", path.display()))? {
        let entry = entry.explain(format!("read the folder {}", path.display()))?;
        found.extend(files(&entry.path())?);
    }
    found.sort();
    Ok(found)
}
