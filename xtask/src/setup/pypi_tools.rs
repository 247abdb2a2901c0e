//! Installing packages from PyPI.

use crate::outcome::{Explain, Outcome};
use crate::process::Run;
use crate::setup::progress::Progress;
use crate::setup::system;
use crate::setup::tools::PypiTool;
use std::fs;

/// Installs a package into a virtual environment of its own in the cache.
pub fn install(tool: &PypiTool, progress: &Progress) -> Outcome {
    // Debian has what makes such environments in a package of its own.
    if !Run::new("python3").args(["-c", "import ensurepip, venv"]).succeeds() {
        system::install(&["python3", "python3-venv"], progress)?;
    }
    let folder = tool.folder();
    if folder.exists() {
        fs::remove_dir_all(&folder).explain(format!("remove {}", folder.display()))?;
    }
    Run::new("python3").args(["-m", "venv"]).arg(&folder).watched(progress)?;
    Run::new(tool.python())
        .args(["-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--only-binary=:all:"])
        .args((!tool.from_source.is_empty()).then(|| format!("--no-binary={}", tool.from_source)))
        .arg(format!("{}{}=={}", tool.package, tool.extra, tool.version))
        .args(tool.with)
        .watched(progress)
        .map_err(|failure| failure.advise("PyPI has to be reachable; then run this again"))?;
    fs::write(tool.mark(), "").explain(format!("write {}", tool.mark().display()))
}
