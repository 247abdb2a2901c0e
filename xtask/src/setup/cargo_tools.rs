//! Installing programs from crates.io.

use crate::outcome::{Explain, Outcome};
use crate::paths;
use crate::process::Run;
use crate::setup::progress::Progress;
use crate::setup::tools::CargoTool;
use std::fs;
use std::path::PathBuf;

/// Compiles and installs a tool. Unoptimized: that takes a fifth of the time and the tools are quick enough.
pub fn install(tool: &CargoTool, progress: &Progress) -> Outcome {
    let folder = tool.folder()?;
    let version = tool.version()?;
    let run = Run::cargo(&["install", "--debug"])
        .within(&paths::cache())
        .args(tool.locked.then_some("--locked"))
        .args(tool.features())
        .arg("--root")
        .arg(&folder)
        .arg(format!("{}@{version}", tool.package));
    run.env("CARGO_PROFILE_DEV_DEBUG", "false")
        .env("CARGO_TARGET_DIR", build_folder())
        .without("RUSTFLAGS")
        .watched(progress)
        .map_err(|failure| {
            failure.advise(format!(
                "see what the compiler says above; crates.io has to be reachable to install {} {version}",
                tool.package
            ))
        })
}

/// The tools share what they have in common while they are compiled; afterwards it is of no use.
pub fn clean_up() -> Outcome {
    let folder = build_folder();
    if folder.exists() {
        fs::remove_dir_all(&folder).explain(format!("remove {}", folder.display()))
    } else {
        Ok(())
    }
}

fn build_folder() -> PathBuf {
    paths::cache().join("build")
}
