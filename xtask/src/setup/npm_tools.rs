//! Installing packages from npm.

use crate::outcome::{Explain, Outcome};
use crate::process::Run;
use crate::setup::progress::Progress;
use crate::setup::tools::NpmTool;
use std::fs;

/// Installs a package into its folder of the cache.
pub fn install(tool: &NpmTool, progress: &Progress) -> Outcome {
    let folder = tool.folder();
    fs::create_dir_all(&folder).explain(format!("create {}", folder.display()))?;
    Run::new("npm")
        .within(&folder)
        .args(["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", "."])
        .arg(format!("{}@{}", tool.package, tool.version))
        .args(tool.with)
        .watched(progress)
        .map_err(|failure| failure.advise("the npm registry has to be reachable; then run this again"))
}
