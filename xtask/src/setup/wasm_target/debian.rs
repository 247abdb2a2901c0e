//! A toolchain for the browser made of Debian 12's packages, for machines where rustup cannot download.
//!
//! Debian has a compiler with the sources of its library (rustc-web), but not the library compiled
//! for the browser. So that is built once, and laid out beside links to the rest, as rustup expects it.

use super::TARGET;
use crate::outcome::{Explain, Failure, Outcome};
use crate::process::{Run, bare};
use crate::setup::{progress::Progress, system};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

const PACKAGES: [&str; 6] =
    ["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy", "rustfmt-web", "lld-22"];
const LINKER: &str = "/usr/bin/lld-22";

/// Whether the toolchain stands: the stamp is written last.
pub fn is_there(folder: &Path) -> bool {
    folder.join("complete").is_file() && Path::new("/usr/bin/rustc").is_file()
}

/// Installs the packages, builds the library and makes the toolchain known to rustup.
pub fn install(folder: &Path, name: &str, progress: &Progress) -> Outcome {
    system::install(&PACKAGES, progress).map_err(|failure| {
        Failure::new(format!(
            "rustup could not fetch the target {TARGET}, and the packages that would replace it \
             (they are Debian 12's; this is {}) could not be installed: {failure}",
            system::release()
        ))
        .advise(format!("let rustup reach its server and run 'rustup target add {TARGET}', then this again"))
    })?;
    if folder.exists() {
        fs::remove_dir_all(folder).explain(format!("empty {}", folder.display()))?;
    }
    let host = host()?;
    let library = folder.join("lib/rustlib").join(TARGET).join("lib");
    fs::create_dir_all(&library).explain(format!("create {}", library.display()))?;
    build_library(folder, &library, progress)?;
    lay_out(folder, &host)?;
    Run::new("rustup").args(["toolchain", "link", name]).arg(folder).watched(progress)?;
    write(&folder.join("complete"), "")
}

/// Puts the library's source, which came with the packages, where cargo looks for it.
pub fn add_source(folder: &Path) -> Outcome {
    link(Path::new("/usr/lib/rustlib/src"), &folder.join("lib/rustlib/src"))
}

/// The name of the machine that the compiler runs on.
fn host() -> Outcome<String> {
    bare("/usr/bin/rustc", &["-vV"])
        .and_then(|text| Some(text.lines().find_map(|line| line.strip_prefix("host: "))?.to_owned()))
        .ok_or_else(|| Failure::new("/usr/bin/rustc does not say what machine it is for."))
}

/// Compiles the standard library in an empty crate and keeps the .rlib files.
fn build_library(folder: &Path, library: &Path, progress: &Progress) -> Outcome {
    let crate_folder = folder.join("build");
    fs::create_dir_all(crate_folder.join("src")).explain("create an empty crate")?;
    write(&crate_folder.join("src/lib.rs"), "")?;
    let manifest = "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[workspace]\n";
    write(&crate_folder.join("Cargo.toml"), manifest)?;
    Run::new("/usr/bin/cargo")
        .within(&crate_folder)
        .args([
            "build",
            "--release",
            "--target",
            TARGET,
            "-Zbuild-std=std,panic_abort,panic_unwind,proc_macro,test",
        ])
        .without("RUSTUP_TOOLCHAIN")
        .env("CARGO_TARGET_DIR", crate_folder.join("target"))
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("RUSTC", "/usr/bin/rustc")
        .watched(progress)?;
    let built = crate_folder.join("target").join(TARGET).join("release/deps");
    for entry in fs::read_dir(&built).explain("read what was built")? {
        let file = entry.explain("read what was built")?;
        let name = file.file_name();
        let text = name.to_string_lossy();
        if text.ends_with(".rlib") && !text.starts_with("libempty-") {
            fs::copy(file.path(), library.join(&name)).explain(format!("copy {text}"))?;
        }
    }
    fs::remove_dir_all(&crate_folder).explain("remove the empty crate")
}

/// The folders and links that make it a toolchain in rustup's eyes.
fn lay_out(folder: &Path, host: &str) -> Outcome {
    let rustlib = folder.join("lib/rustlib").join(host);
    fs::create_dir_all(rustlib.join("bin")).explain("lay out the toolchain")?;
    fs::create_dir_all(folder.join("bin")).explain("lay out the toolchain")?;
    link(&Path::new("/usr/lib/rustlib").join(host).join("lib"), &rustlib.join("lib"))?;
    link(Path::new(LINKER), &rustlib.join("bin/rust-lld"))?;
    link(Path::new("/usr/bin/cargo"), &folder.join("bin/cargo"))?;
    let script = format!("#!/bin/sh\nexec /usr/bin/rustc --sysroot {} \"$@\"\n", folder.display());
    write_script(&folder.join("bin/rustc"), &script)?;
    // Clippy looks for the library beside itself, unless it is told.
    let script = format!("#!/bin/sh\nSYSROOT={} exec /usr/bin/cargo-clippy \"$@\"\n", folder.display());
    write_script(&folder.join("bin/cargo-clippy"), &script)?;
    for program in ["clippy-driver", "rustfmt", "cargo-fmt"] {
        link(&Path::new("/usr/bin").join(program), &folder.join("bin").join(program))?;
    }
    Ok(())
}

fn link(to: &Path, at: &Path) -> Outcome {
    if at.symlink_metadata().is_ok() {
        fs::remove_file(at).explain(format!("replace {}", at.display()))?;
    }
    symlink(to, at).explain(format!("link {}", at.display()))
}

fn write(file: &Path, text: &str) -> Outcome {
    fs::write(file, text).explain(format!("write {}", file.display()))
}

fn write_script(file: &Path, text: &str) -> Outcome {
    write(file, text)?;
    fs::set_permissions(file, fs::Permissions::from_mode(0o755))
        .explain(format!("make {} runnable", file.display()))
}
