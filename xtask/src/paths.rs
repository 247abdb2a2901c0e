//! Where things are: the checkout, and the cache that every checkout of this machine shares.

use std::env;
use std::path::{Path, PathBuf};

/// The root of the checkout.
pub fn root() -> &'static Path {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest)
}

/// A path inside the checkout.
pub fn in_root(path: &str) -> PathBuf {
    root().join(path)
}

/// Where tools live, outside the checkout, so that a fresh clone finds them.
pub fn cache() -> PathBuf {
    let base = match env::var_os("XDG_CACHE_HOME").filter(|value| !value.is_empty()) {
        Some(folder) => PathBuf::from(folder),
        None => home().join(".cache"),
    };
    base.join("hq-console")
}

/// Cargo's target folder of this checkout.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| in_root("target"), |folder| root().join(folder))
}

/// Files that the tasks keep for themselves: stamps, logs, generated configuration.
pub fn notes() -> PathBuf {
    target().join("xtask")
}

/// Cargo's own folder.
pub fn cargo() -> PathBuf {
    env::var_os("CARGO_HOME").map_or_else(|| home().join(".cargo"), PathBuf::from)
}

/// The person's home folder.
pub fn home() -> PathBuf {
    env::var_os("HOME").map_or_else(|| PathBuf::from("/root"), PathBuf::from)
}

/// The first file of that name on the PATH.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}
