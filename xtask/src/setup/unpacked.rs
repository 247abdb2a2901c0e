//! Programs of Debian whose packages would start services: downloaded and unpacked beside the other tools, not installed.

use crate::outcome::{Explain, Failure, Outcome};
use crate::paths;
use crate::process::Run;
use crate::setup::progress::Progress;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// etcd, HAProxy, and the libraries of these that nothing else brings.
const PACKAGES: [&str; 5] =
    ["etcd-server", "haproxy", "liblua5.3-0", "libopentracing-c-wrapper0", "libopentracing1"];

/// A program that was unpacked, with its libraries.
pub fn run(program: &str) -> Run {
    Run::new(folder().join(program)).env("LD_LIBRARY_PATH", libraries())
}

/// The path of etcd below the folder.
pub const ETCD: &str = "usr/bin/etcd";
/// The path of HAProxy below the folder.
pub const HAPROXY: &str = "usr/sbin/haproxy";

/// Whether they are there.
pub fn are_there() -> bool {
    [ETCD, HAPROXY].iter().all(|program| folder().join(program).is_file()) && folder().join(MARK).is_file()
}

/// Downloads and unpacks them.
pub fn fetch(progress: &Progress) -> Outcome {
    if paths::on_path("apt-get").is_none() || paths::on_path("dpkg").is_none() {
        return Err(Failure::new(
            "etcd and HAProxy are taken from Debian's packages, and this is no Debian.",
        )
        .advise("run this on Debian or its kin, such as in a container"));
    }
    let folder = folder();
    if folder.exists() {
        fs::remove_dir_all(&folder).explain(format!("remove {}", folder.display()))?;
    }
    let archives = folder.join("archives");
    fs::create_dir_all(&archives).explain(format!("create {}", archives.display()))?;
    // Needs no root; where its lists are older than what the mirror has, they have to be brought up to date first.
    let download = || Run::new("apt-get").within(&archives).arg("download").args(PACKAGES);
    if !download().succeeds() {
        let _ = Run::new("apt-get").arg("update").watched(progress);
        download().watched(progress).map_err(|failure| {
            failure
                .advise("run 'sudo apt-get update'; Debian's mirror has to be reachable; then run this again")
        })?;
    }
    for archive in archives_in(&archives)? {
        Run::new("dpkg").arg("-x").arg(&archive).arg(&folder).watched(progress)?;
    }
    fs::remove_dir_all(&archives).explain(format!("remove {}", archives.display()))?;
    fs::write(folder.join(MARK), "").explain("write a mark")
}

/// The file that shows that all of it was unpacked.
const MARK: &str = "unpacked";

fn archives_in(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).explain(format!("read {}", folder.display()))?;
    let paths = entries.flatten().map(|entry| entry.path());
    Ok(paths.filter(|path| path.extension() == Some(OsStr::new("deb"))).collect())
}

fn folder() -> PathBuf {
    paths::cache().join("etcd-haproxy")
}

/// Debian puts libraries below the machine's triplet.
fn libraries() -> PathBuf {
    folder().join(format!("usr/lib/{}-linux-gnu", std::env::consts::ARCH))
}
