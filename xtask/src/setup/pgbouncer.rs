//! PgBouncer from Debian's packages, unpacked beside the other tools and not installed: its package would start a service.

use crate::outcome::{Explain, Failure, Outcome};
use crate::paths;
use crate::process::Run;
use crate::setup::progress::Progress;
use std::ffi::OsStr;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

/// PgBouncer, and what it is linked with.
const PACKAGES: [&str; 3] = ["pgbouncer", "libc-ares2", "libevent-2.1-7"];

/// Starts what was unpacked with its own libraries.
const START: &str = r#"#!/bin/sh
folder=$(dirname "$0")
for libraries in "$folder"/unpacked/usr/lib/*-linux-gnu; do :; done
LD_LIBRARY_PATH=$libraries exec "$folder/unpacked/usr/sbin/pgbouncer" "$@"
"#;

/// What starts it, or will.
pub fn program() -> PathBuf {
    folder().join("pgbouncer")
}

/// Downloads and unpacks it.
pub fn install(progress: &Progress) -> Outcome {
    if paths::on_path("apt-get").is_none() || paths::on_path("dpkg").is_none() {
        return Err(Failure::new("PgBouncer is taken from Debian's packages, and this is no Debian.")
            .advise("run this on Debian or its kin, such as in a container"));
    }
    let unpacked = folder().join("unpacked");
    fs::create_dir_all(&unpacked).explain(format!("create {}", unpacked.display()))?;
    // Needs no root; where its lists are older than what the mirror has, they have to be brought up to date first.
    let download = || Run::new("apt-get").within(&folder()).arg("download").args(PACKAGES);
    if !download().succeeds() {
        let _ = Run::new("apt-get").arg("update").watched(progress);
        download().watched(progress).map_err(|failure| {
            failure
                .advise("run 'sudo apt-get update'; Debian's mirror has to be reachable; then run this again")
        })?;
    }
    for entry in fs::read_dir(folder()).explain("read the tool's folder")?.flatten() {
        if entry.path().extension() == Some(OsStr::new("deb")) {
            Run::new("dpkg").arg("-x").arg(entry.path()).arg(&unpacked).watched(progress)?;
        }
    }
    // Last of all: it says that the rest is there.
    fs::write(program(), START).explain("write what starts PgBouncer")?;
    fs::set_permissions(program(), Permissions::from_mode(0o755)).explain("make it a program")
}

fn folder() -> PathBuf {
    paths::cache().join("pgbouncer")
}
