//! Files of the data folder that nobody else may read.

use std::{
    io,
    path::{Path, PathBuf},
};
use tokio::fs;

/// Makes a folder that only this user may enter (0700), where it is not there.
pub async fn make_private_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder).await?;
    restrict(folder, 0o700).await
}

/// Makes an empty file that only this user may read (0600), where it is not there.
pub async fn make_private(file: &Path) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    options.mode(0o600);
    drop(options.open(file).await?);
    restrict(file, 0o600).await
}

/// Waits until no other process has that lock, and has it until the file is dropped.
pub async fn lock(file: PathBuf) -> io::Result<std::fs::File> {
    make_private(&file).await?;
    let locking = move || {
        let file = std::fs::File::open(file)?;
        file.lock()?;
        Ok(file)
    };
    tokio::task::spawn_blocking(locking).await.map_err(io::Error::other)?
}

#[cfg(unix)]
async fn restrict(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).await
}

#[cfg(not(unix))]
async fn restrict(_path: &Path, _mode: u32) -> io::Result<()> {
    Ok(())
}
