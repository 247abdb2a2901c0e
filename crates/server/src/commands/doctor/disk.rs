//! Whether there is room where a SQLite database lies.

use super::{About, Finding};
use crate::{commands::files, config::DatabaseUrl};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// So much has to be free: for the write-ahead log, what is written until somebody looks again, and an upgrade.
const LEAST: u64 = 512 * MIB;
const MIB: u64 = 1024 * 1024;

/// Where the data lies on this machine.
pub fn examine(database: &DatabaseUrl) -> Option<Finding> {
    let file = database.file()?;
    let folder = existing(files::folder_of(&file));
    let needed = LEAST.max(fs::metadata(&file).map_or(0, |file| file.len()));
    Some(match free(&folder) {
        Ok(free) => judge(&folder, free, needed),
        Err(error) => Finding::bad(
            About::Disk,
            format!("It is not known how much room there is in {}: {error}. See: df", folder.display()),
        ),
    })
}

/// The folder, or the nearest above it that is there.
pub fn existing(folder: &Path) -> PathBuf {
    let there = folder.ancestors().find(|folder| folder.is_dir());
    there.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned()
}

#[cfg(unix)]
fn free(folder: &Path) -> io::Result<u64> {
    let disk = rustix::fs::statvfs(folder)?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[cfg(not(unix))]
fn free(_: &Path) -> io::Result<u64> {
    Err(io::ErrorKind::Unsupported.into())
}

/// `needed` is as much as a copy of the database takes, or the least.
fn judge(folder: &Path, free: u64, needed: u64) -> Finding {
    let (free, needed) = (free / MIB, needed.div_ceil(MIB));
    let folder = folder.display();
    if free >= needed {
        return Finding::good(About::Disk, format!("{free} MiB are free where {folder} is."));
    }
    Finding::bad(
        About::Disk,
        format!(
            "{free} MiB are free where {folder} is, and {needed} should be: commits fail when the disk is full. Make room, \
             or give it a larger disk."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_room_is_told() {
        let data = Path::new("/data");
        assert!(judge(data, LEAST, LEAST).good);
        let full = judge(data, 3 * MIB, LEAST);
        assert!(!full.good && full.sentence.contains("3 MiB") && full.sentence.contains("512"), "{full}");
        assert!(!judge(data, LEAST, 2 * LEAST).good, "a copy of the database has to fit");
    }

    #[test]
    fn a_folder_that_is_not_there_yet_is_on_the_disk_of_the_one_above() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(existing(&folder.path().join("a/b")), folder.path());
        assert_eq!(existing(Path::new("not-there/at/all")), Path::new("."));
    }
}
