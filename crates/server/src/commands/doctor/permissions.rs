//! Who may read and write what HQ keeps in files.

use super::{About, Finding, disk::existing};
use crate::{
    commands::files,
    config::{DatabaseUrl, folder_beside, secrets_key},
};
use std::path::{Path, PathBuf};

/// The folder of a SQLite database, and the files in it.
pub fn of_data(database: &DatabaseUrl) -> Vec<Finding> {
    let Some(file) = database.file() else { return Vec::new() };
    let mut ours: Vec<PathBuf> =
        files::database_there(&file).iter().map(|end| files::with_end(&file, end)).collect();
    ours.extend(secrets_key::beside(database));
    ours.push(folder_beside(&file));
    let mut findings: Vec<Finding> = of_folder(&existing(files::folder_of(&file))).into_iter().collect();
    findings.extend(ours.iter().filter(|path| path.exists()).filter_map(|path| of_file(path)));
    if findings.is_empty() {
        let sentence = "HQ's user can read and write its files, and nobody else can.";
        findings.push(Finding::good(About::Permissions, sentence));
    }
    findings
}

/// A file that holds what nobody else should read.
#[cfg(unix)]
pub fn of_file(path: &Path) -> Option<Finding> {
    use rustix::fs::{Access, access};
    use std::os::unix::fs::PermissionsExt as _;
    const OTHERS: u32 = 0o077;
    let shown = path.display();
    let needed = if path.is_dir() {
        Access::READ_OK | Access::WRITE_OK | Access::EXEC_OK
    } else {
        Access::READ_OK | Access::WRITE_OK
    };
    if access(path, needed).is_err() {
        let remedy = "Start this as HQ's user, or give the file to it: chown";
        return Some(bad(format!("This user may not read and write {shown}. {remedy} USER {shown}")));
    }
    let mode = std::fs::metadata(path).ok()?.permissions().mode();
    (mode & OTHERS != 0).then(|| bad(format!("Others can read {shown}. Close it to them: chmod go= {shown}")))
}

/// The folder of the database: SQLite makes files in it, and who else can would take a file's place.
#[cfg(unix)]
fn of_folder(folder: &Path) -> Option<Finding> {
    use rustix::fs::{Access, access};
    use std::os::unix::fs::PermissionsExt as _;
    const OTHERS_WRITE: u32 = 0o022;
    const STICKY: u32 = 0o1000;
    let shown = folder.display();
    if access(folder, Access::WRITE_OK | Access::EXEC_OK).is_err() {
        return Some(bad(format!(
            "This user may not write to the folder {shown}, where SQLite makes files. Start this as HQ's user, or give the \
             folder to it: chown USER {shown}"
        )));
    }
    let mode = std::fs::metadata(folder).ok()?.permissions().mode();
    let open = mode & OTHERS_WRITE != 0 && mode & STICKY == 0;
    open.then(|| bad(format!("Others can write to the folder {shown}. Close it to them: chmod go-w {shown}")))
}

/// Elsewhere a folder passes its list of who may read on.
#[cfg(not(unix))]
pub fn of_file(_: &Path) -> Option<Finding> {
    None
}

#[cfg(not(unix))]
fn of_folder(_: &Path) -> Option<Finding> {
    None
}

fn bad(sentence: String) -> Finding {
    Finding::bad(About::Permissions, sentence)
}
