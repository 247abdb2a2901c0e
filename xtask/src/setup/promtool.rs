//! Prometheus' tool that checks rules: taken out of Debian's package, whose server is not wanted here.

use crate::outcome::{Explain, Failure, Outcome};
use crate::paths;
use crate::process::Run;
use crate::setup::progress::Progress;
use std::fs;
use std::path::PathBuf;

/// Where it is: on the PATH, or in the cache.
pub fn program() -> Option<PathBuf> {
    paths::on_path("promtool").or_else(|| Some(cached()).filter(|file| file.is_file()))
}

fn cached() -> PathBuf {
    paths::cache().join("promtool").join("promtool")
}

/// Fetches the package, and keeps the one file.
pub fn install(progress: &Progress) -> Outcome {
    let folder = paths::cache().join("promtool");
    let unpacked = folder.join("package");
    fs::create_dir_all(&unpacked).explain(format!("create {}", unpacked.display()))?;
    // Lists that cannot be refreshed may still be good enough: the download tells.
    let _ = Run::new("apt-get").arg("update").watched(progress);
    Run::new("apt-get")
        .args(["download", "prometheus"])
        .within(&folder)
        .watched(progress)
        .map_err(|failure| failure.advise("put promtool (of Prometheus) on PATH, then run this again"))?;
    let package = fs::read_dir(&folder)
        .explain(format!("read {}", folder.display()))?
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|end| end == "deb"))
        .ok_or_else(|| Failure::new("apt-get downloaded no package of Prometheus."))?;
    Run::new("dpkg-deb").arg("--extract").arg(&package).arg(&unpacked).watched(progress)?;
    fs::rename(unpacked.join("usr/bin/promtool"), cached()).explain("keep promtool")?;
    fs::remove_file(&package).and_then(|()| fs::remove_dir_all(&unpacked)).explain("remove the package")
}
