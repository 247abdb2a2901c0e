//! Programs of Debian whose packages would start services: downloaded and unpacked beside the other tools, not installed.

use crate::outcome::{Explain, Failure, Outcome};
use crate::paths;
use crate::process::Run;
use crate::setup::progress::Progress;
use std::ffi::OsStr;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// Programs, and the libraries of these that nothing else brings.
#[derive(Clone, Copy, Debug)]
pub struct Unpacked {
    /// What they are called.
    pub title: &'static str,
    /// Where in the cache.
    folder: &'static str,
    packages: &'static [&'static str],
    /// Each program, below the root of its package.
    programs: &'static [&'static str],
}

/// What stands between servers and PostgreSQL at some operators.
pub const PGBOUNCER: Unpacked = Unpacked {
    title: "PgBouncer",
    folder: "pgbouncer",
    packages: &["pgbouncer", "libc-ares2", "libevent-2.1-7"],
    programs: &["usr/sbin/pgbouncer"],
};

/// What a cluster of databases is made of beside them.
pub const ETCD_AND_HAPROXY: Unpacked = Unpacked {
    title: "etcd and HAProxy",
    folder: "etcd-haproxy",
    packages: &["etcd-server", "haproxy", "liblua5.3-0", "libopentracing-c-wrapper0", "libopentracing1"],
    programs: &["usr/bin/etcd", "usr/sbin/haproxy"],
};

impl Unpacked {
    /// Whether they are there.
    pub fn are_there(&self) -> bool {
        self.programs.iter().all(|program| self.folder().join(name(program)).is_file())
    }

    /// What starts the program of this name with its libraries, or will.
    pub fn program(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    /// Downloads and unpacks them.
    pub fn fetch(&self, progress: &Progress) -> Outcome {
        if paths::on_path("apt-get").is_none() || paths::on_path("dpkg").is_none() {
            return Err(Failure::new("This is taken from Debian's packages, and this machine is no Debian.")
                .advise("run this on Debian or its kin, such as in a container"));
        }
        let unpacked = self.folder().join("unpacked");
        fs::create_dir_all(&unpacked).explain(format!("create {}", unpacked.display()))?;
        // Needs no root; where its lists are older than what the mirror has, they have to be brought up to date first.
        let download = || Run::new("apt-get").within(&self.folder()).arg("download").args(self.packages);
        if !download().succeeds() {
            let _ = Run::new("apt-get").arg("update").watched(progress);
            download().watched(progress).map_err(|failure| {
                failure.advise(
                    "run 'sudo apt-get update'; Debian's mirror has to be reachable; then run this again",
                )
            })?;
        }
        for archive in archives_in(&self.folder())? {
            Run::new("dpkg").arg("-x").arg(&archive).arg(&unpacked).watched(progress)?;
            fs::remove_file(&archive).explain(format!("remove {}", archive.display()))?;
        }
        // Last of all: they say that the rest is there.
        for program in self.programs {
            let start = self.program(name(program));
            fs::write(&start, script(program)).explain(format!("write {}", start.display()))?;
            fs::set_permissions(&start, Permissions::from_mode(0o755)).explain("make it a program")?;
        }
        Ok(())
    }

    fn folder(&self) -> PathBuf {
        paths::cache().join(self.folder)
    }
}

/// Starts what was unpacked with its own libraries, which Debian puts below the machine's triplet.
fn script(program: &str) -> String {
    format!(
        r#"#!/bin/sh
unpacked=$(dirname "$0")/unpacked
for libraries in "$unpacked"/usr/lib/*-linux-gnu; do :; done
LD_LIBRARY_PATH=$libraries exec "$unpacked/{program}" "$@"
"#
    )
}

fn name(program: &'static str) -> &'static str {
    program.rsplit('/').next().unwrap_or(program)
}

fn archives_in(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).explain(format!("read {}", folder.display()))?;
    let paths = entries.flatten().map(|entry| entry.path());
    Ok(paths.filter(|path| path.extension() == Some(OsStr::new("deb"))).collect())
}
