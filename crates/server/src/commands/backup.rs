//! `hq backup`: a copy of a SQLite database, made while the server goes on.

use super::files::{self, PRIVATE};
use crate::{
    config::{DatabaseArgument, DatabaseUrl, StartError, folder_beside, secrets_key},
    db::whole,
};
use clap::Args;
use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    time::Instant,
};

/// What is copied, and where to.
#[derive(Clone, Debug, Args)]
pub struct BackupArguments {
    /// The file to make. It must not be there yet.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The database of HQ, which may go on running.
    #[command(flatten)]
    pub database: DatabaseArgument,
}

/// Copies the database as it is at one moment, checks the copy, waits for the disk, and only then gives it its name. Whatever
/// happens meanwhile, the file is whole or not there.
///
/// # Errors
/// In one sentence, with what to do. Then there is no file.
pub async fn backup(arguments: &BackupArguments, out: &mut impl Write) -> Result<(), StartError> {
    let started = Instant::now();
    let database = arguments.database.url()?;
    let source = files::sqlite(&database)?;
    let target = arguments.file.as_path();
    if !source.exists() {
        return Err(StartError::new(
            format!("There is no database in {}.", source.display()),
            "Name it with --database sqlite:PATH.",
        ));
    }
    if target.symlink_metadata().is_ok() {
        return Err(taken(target));
    }
    let folder = files::folder_of(target);
    let failed = |error: io::Error| not_written(target, &error);
    let copy = tempfile::Builder::new()
        .prefix(".hq-backup-")
        .suffix(".sqlite")
        .tempfile_in(folder)
        .map_err(failed)?;
    whole::copy(&source, copy.path()).await.map_err(|error| {
        StartError::new(
            format!("{} could not be copied: {error}.", source.display()),
            "See whether this user may read it, and whether the disk has room for the copy.",
        )
    })?;
    whole::check(copy.path()).await.map_err(|unfit| {
        StartError::new(
            format!("{} was copied, and the copy was thrown away: {unfit}.", source.display()),
            "Keep the backups that you have, and look at the database with: hq doctor",
        )
    })?;
    files::make_private(copy.as_file()).and_then(|()| copy.as_file().sync_all()).map_err(failed)?;
    let bytes = copy.as_file().metadata().map_err(failed)?.len();
    copy.persist_noclobber(target).map_err(|refused| match refused.error.kind() {
        io::ErrorKind::AlreadyExists => taken(target),
        _ => not_written(target, &refused.error),
    })?;
    files::settle(folder).map_err(failed)?;
    let _ = writeln!(
        out,
        "{} holds everything that was in {}: {bytes} bytes, checked, mode {PRIVATE:o}, in {:.2} s.",
        target.display(),
        source.display(),
        started.elapsed().as_secs_f64()
    );
    tell_what_is_missing(&database, &source, out);
    Ok(())
}

fn tell_what_is_missing(database: &DatabaseUrl, source: &Path, out: &mut impl Write) {
    if let Some(key) = secrets_key::beside(database).filter(|key| key.exists()) {
        let _ = writeln!(out, "The secrets key is not in it: keep {} elsewhere.", key.display());
    }
    let made = folder_beside(source);
    if made.exists() {
        let _ = writeln!(out, "What was made of orders is not in it: back {} up too.", made.display());
    }
}

fn taken(file: &Path) -> StartError {
    StartError::new(
        format!("{} is there already.", file.display()),
        "Name another file: a backup never takes the place of anything.",
    )
}

fn not_written(file: &Path, error: &io::Error) -> StartError {
    StartError::new(
        format!("{} could not be written: {error}.", file.display()),
        "Name a file in a folder that is there, that this user may write to, and that has room.",
    )
}
