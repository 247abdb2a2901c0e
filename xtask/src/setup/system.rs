//! What this machine is, and what it lets us do.

use crate::outcome::{Explain, Failure, Outcome};
use crate::paths;
use crate::process::Run;
use crate::setup::progress::Progress;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether apt's lists have been brought up to date by this run.
static UPDATED: AtomicBool = AtomicBool::new(false);

/// Whether we are root.
pub fn is_root() -> bool {
    Run::new("id").arg("-u").text().is_ok_and(|id| id.trim() == "0")
}

/// Installs Debian packages, as root or by a sudo that asks for no password.
pub fn install(packages: &[&str], progress: &Progress) -> Outcome {
    let by_hand = format!("apt-get install {}", packages.join(" "));
    if paths::on_path("apt-get").is_none() {
        let system = format!("{} on {}", std::env::consts::OS, std::env::consts::ARCH);
        return Err(Failure::new(format!(
            "HQ's set-up installs what is missing on Debian and its kin only; this is {system} without apt-get."
        ))
        .advise(format!(
            "install what Debian calls {} by hand so that it is on PATH, then run this again",
            packages.join(", ")
        )));
    }
    let sudo: &[&str] = if is_root() {
        &[]
    } else if paths::on_path("sudo").is_some() && Run::new("sudo").args(["-n", "true"]).succeeds() {
        &["sudo", "-n"]
    } else {
        return Err(Failure::new(format!(
            "{} must be installed, and this account is neither root nor allowed to use sudo without a password.",
            packages.join(" and ")
        ))
        .advise(format!("run 'sudo {by_hand}', then this again")));
    };
    if !UPDATED.swap(true, Ordering::Relaxed) {
        // Lists that cannot be refreshed may still be good enough: the installation tells.
        let _ = apt(sudo, &["update"]).watched(progress);
    }
    apt(sudo, &["install", "-y", "--no-install-recommends"])
        .args(packages)
        .watched(progress)
        .map_err(|failure| failure.advise(format!("run 'sudo {by_hand}' by hand, then this again")))
}

fn apt(sudo: &[&str], arguments: &[&str]) -> Run {
    let words = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300"];
    let mut words = sudo.iter().chain(&words).chain(arguments).copied();
    Run::new(words.next().unwrap_or("env")).args(words)
}

/// Makes sure that a folder exists and can be written to.
pub fn writable(folder: &Path) -> Outcome {
    let probe = folder.join(".writable");
    let tried = fs::create_dir_all(folder)
        .and_then(|()| fs::write(&probe, ""))
        .and_then(|()| fs::remove_file(&probe));
    tried.map_err(|error| {
        Failure::new(format!("The folder {} cannot be written to: {error}.", folder.display())).advise(format!(
            "give this account the right to write there ('sudo chown -R $(id -un) {}'), or choose another place",
            folder.display()
        ))
    })
}

/// Debian's name for this release ("bookworm"), for messages.
pub fn release() -> String {
    fs::read_to_string("/etc/os-release")
        .explain("read /etc/os-release")
        .ok()
        .and_then(|text| {
            let line = text.lines().find(|line| line.starts_with("PRETTY_NAME="))?;
            Some(line.trim_start_matches("PRETTY_NAME=").trim_matches('"').to_owned())
        })
        .unwrap_or_else(|| std::env::consts::OS.to_owned())
}
