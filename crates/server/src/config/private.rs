//! Who may read what a SQLite database is made of: nobody but the server's own user.

use super::brokers;
use std::{
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
};

/// What SQLite keeps beside its file (<https://www.sqlite.org/tempfiles.html>).
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Makes a folder, and those it lies in, for this user alone. One that is there stays as it is.
///
/// # Errors
/// Where it cannot be made.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Takes the database, what lies beside it, its key and what HQ's own broker makes from group and others, as earlier versions left them to; the folder
/// too, where there is nothing else in it. What was changed, or could not be, stands in the log.
pub fn tighten(folder: &Path, file: &Path, key: Option<&Path>) {
    let beside = BESIDE.iter().map(|end| {
        let mut name = file.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    });
    let mut ours = vec![file.to_owned()];
    ours.extend(beside.chain(key.map(Path::to_owned)));
    ours.push(brokers::folder_beside(file));
    let folder = Some(folder).filter(|folder| is_ours(folder, &ours));
    let all = folder.into_iter().chain(ours.iter().map(PathBuf::as_path));
    let closed: Vec<String> = all.filter(|path| close(path)).map(|path| path.display().to_string()).collect();
    if !closed.is_empty() {
        tracing::warn!(files = closed.join(", "), "others could read these: closed to them");
    }
}

/// Whether a folder was made for the database: it has a name, and nothing is in it but the database.
fn is_ours(folder: &Path, ours: &[PathBuf]) -> bool {
    let names: Vec<Option<&OsStr>> = ours.iter().map(|file| file.file_name()).collect();
    let Ok(entries) = fs::read_dir(folder) else { return false };
    let known = |entry: io::Result<fs::DirEntry>| {
        entry.is_ok_and(|entry| names.contains(&Some(entry.file_name().as_os_str())))
    };
    let mut entries = entries.peekable();
    folder.file_name().is_some() && entries.peek().is_some() && entries.all(known)
}

/// Whether something was open to others, and is no longer.
#[cfg(unix)]
fn close(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    const OTHERS: u32 = 0o077;
    let Ok(now) = fs::metadata(path) else { return false };
    let mode = now.permissions().mode();
    if mode & OTHERS == 0 {
        return false;
    }
    let closed = fs::set_permissions(path, fs::Permissions::from_mode(mode & !OTHERS));
    if let Err(cause) = &closed {
        tracing::warn!(path = %path.display(), %cause, "others can read this, and it cannot be closed to them");
    }
    closed.is_ok()
}

/// Elsewhere a folder passes its list of who may read on.
#[cfg(not(unix))]
fn close(_: &Path) -> bool {
    false
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    fn open(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    /// A folder as an earlier version left it; the files of these names, and what is tightened.
    fn left_open(names: &[&str]) -> (tempfile::TempDir, PathBuf) {
        let outer = tempfile::tempdir().unwrap();
        let folder = outer.path().join("data");
        fs::create_dir(&folder).unwrap();
        for name in names {
            fs::write(folder.join(name), "").unwrap();
            open(&folder.join(name), 0o644);
        }
        open(&folder, 0o755);
        tighten(&folder, &folder.join("hq.sqlite"), Some(&folder.join("hq.sqlite.key")));
        (outer, folder)
    }

    #[test]
    fn what_earlier_versions_left_open_is_closed() {
        let names = ["hq.sqlite", "hq.sqlite-wal", "hq.sqlite-shm", "hq.sqlite.key"];
        let (_outer, folder) = left_open(&names);
        assert_eq!(mode(&folder), 0o700);
        for name in names {
            assert_eq!(mode(&folder.join(name)), 0o600, "{name}");
        }
    }

    #[test]
    fn a_folder_with_other_things_in_it_stays_as_it_is() {
        let (_outer, folder) = left_open(&["hq.sqlite", "notes.txt"]);
        assert_eq!((mode(&folder), mode(&folder.join("notes.txt"))), (0o755, 0o644));
        assert_eq!(mode(&folder.join("hq.sqlite")), 0o600);
        assert!(!is_ours(Path::new("."), &[]) && !is_ours(Path::new("/"), &[]));
    }

    #[test]
    fn new_folders_are_for_this_user_alone() {
        let outer = tempfile::tempdir().unwrap();
        let folder = outer.path().join("a/b");
        make_folder(&folder).unwrap();
        assert_eq!((mode(&folder), mode(&outer.path().join("a"))), (0o700, 0o700));
        open(&folder, 0o750);
        make_folder(&folder).unwrap();
        assert_eq!(mode(&folder), 0o750, "it was there");
    }
}
