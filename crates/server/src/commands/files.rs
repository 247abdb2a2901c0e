//! The files of a SQLite database, for commands that copy and move them.

use crate::config::{DatabaseUrl, StartError};
use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

/// Who may read what a command makes: this user alone.
pub const PRIVATE: u32 = 0o600;
/// A database, and what SQLite keeps beside it (<https://www.sqlite.org/tempfiles.html>). What is last in the list can be made anew.
const ENDS: [&str; 4] = ["", "-wal", "-journal", "-shm"];

/// The file of HQ's database.
///
/// # Errors
/// On PostgreSQL, which has backups of its own.
pub fn sqlite(database: &DatabaseUrl) -> Result<PathBuf, StartError> {
    database.file().ok_or_else(|| {
        StartError::new(
            format!("HQ's data is in {}, which has backups of its own.", database.shown()),
            "Use pgBackRest, or pg_dump and pg_restore: docs/operations.md has the commands.",
        )
    })
}

/// The folder that a file is in.
pub fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// `hq.sqlite`, `-wal` → `hq.sqlite-wal`.
pub fn with_end(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// What there is of a database: the ends of the files' names.
pub fn database_there(file: &Path) -> Vec<&'static str> {
    ENDS.into_iter().filter(|end| with_end(file, end).symlink_metadata().is_ok()).collect()
}

/// Whether commits wait in a log beside a database.
pub fn has_log(file: &Path) -> bool {
    fs::metadata(with_end(file, "-wal")).is_ok_and(|log| log.len() > 0)
}

/// Takes a file from everybody but this user.
///
/// # Errors
/// Where the file system refuses.
pub fn make_private(file: &File) -> io::Result<()> {
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(PRIVATE))?;
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}

/// Waits until the disk has the names in a folder.
///
/// # Errors
/// Where the disk fails.
pub fn settle(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// Locks a database as a whole for as long as the file is held. Whoever has it open in WAL mode, as HQ does, holds a lock on it
/// all the time (<https://www.sqlite.org/lockingv3.html>), and who opens it waits for this one. Nothing else of this process may
/// open and close the database meanwhile: locks of POSIX end with the first descriptor that is closed.
///
/// # Errors
/// `WouldBlock` where another process has it open.
pub fn lock(database: &Path) -> io::Result<File> {
    let file = fs::OpenOptions::new().read(true).write(true).open(database)?;
    #[cfg(unix)]
    rustix::fs::fcntl_lock(&file, rustix::fs::FlockOperation::NonBlockingLockExclusive).map_err(|error| {
        match error {
            // POSIX leaves it to the system which of the two it is.
            rustix::io::Errno::ACCESS | rustix::io::Errno::AGAIN => io::ErrorKind::WouldBlock.into(),
            other => io::Error::from(other),
        }
    })?;
    Ok(file)
}
