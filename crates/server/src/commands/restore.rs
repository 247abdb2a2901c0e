//! `hq restore`: a backup takes the place of a SQLite database.

use super::files;
use crate::{
    config::{DatabaseArgument, StartError},
    db::whole,
    platform::clock::Clock,
};
use clap::Args;
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};
use time::macros::format_description;

/// What is put where.
#[derive(Clone, Debug, Args)]
pub struct RestoreArguments {
    /// A file that `hq backup` has made, or another whole copy of a database.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Where HQ looks for its database. No server runs on it.
    #[command(flatten)]
    pub database: DatabaseArgument,
    /// Where there is a database, move it aside, under a name that ends with date and time, instead of refusing.
    #[arg(long)]
    pub replace: bool,
}

/// Copies the file beside the database's place, checks the copy, waits for the disk, and puts it there. Nothing is ever written
/// over; the server brings the tables up to date at its next start.
///
/// # Errors
/// In one sentence, with what to do. Then what was there is as it was.
pub async fn restore(
    arguments: &RestoreArguments,
    clock: &dyn Clock,
    out: &mut impl Write,
) -> Result<(), StartError> {
    let database = arguments.database.url()?;
    let (file, target) = (arguments.file.as_path(), files::sqlite(&database)?);
    check_source(file, &target)?;
    if !arguments.replace && !files::database_there(&target).is_empty() {
        return Err(StartError::new(
            format!("There is a database in {}.", target.display()),
            "Add --replace to have it moved aside, or name another place with --database.",
        ));
    }
    database.prepare()?;
    let folder = files::folder_of(&target);
    let failed = |error: io::Error| not_restored(&target, &error);
    let mut copy = tempfile::Builder::new()
        .prefix(".hq-restore-")
        .suffix(".sqlite")
        .tempfile_in(folder)
        .map_err(failed)?;
    fs::File::open(file).and_then(|mut source| io::copy(&mut source, copy.as_file_mut())).map_err(failed)?;
    let steps = whole::check(copy.path()).await.map_err(|unfit| {
        StartError::new(
            format!("{} cannot be restored: {unfit}.", file.display()),
            "Name another backup; nothing was changed.",
        )
    })?;
    files::make_private(copy.as_file()).and_then(|()| copy.as_file().sync_all()).map_err(failed)?;
    let mut held = lock(&target)?;
    if held.is_some() && files::has_log(&target) {
        drop(held.take());
        // Where it is too damaged for that, its log is moved aside with it.
        let _ = whole::fold(&target).await;
        held = lock(&target)?;
    }
    let aside = move_aside(&target, clock).map_err(failed)?;
    let placed = if aside.is_some() { copy.persist(&target) } else { copy.persist_noclobber(&target) };
    placed.map_err(|refused| not_restored(&target, &refused.error))?;
    files::settle(folder).map_err(failed)?;
    drop(held);
    let _ = writeln!(out, "{} is what {} holds.", target.display(), file.display());
    if let Some(aside) = aside {
        let _ = writeln!(out, "What was there is in {}.", aside.display());
    }
    if steps.pending > 0 {
        let _ = writeln!(out, "It is of an older version: the next start brings it up to date.");
    }
    let _ = writeln!(out, "See whether the secrets key fits, and all else, with: hq doctor");
    Ok(())
}

/// Refuses what cannot be a backup of another place.
fn check_source(file: &Path, target: &Path) -> Result<(), StartError> {
    let real = fs::canonicalize(file).map_err(|error| {
        StartError::new(
            format!("{} cannot be read: {error}.", file.display()),
            "Name a file that hq backup has made.",
        )
    })?;
    if fs::canonicalize(target).is_ok_and(|target| target == real) {
        return Err(StartError::new(
            format!("{} is the database itself.", file.display()),
            "Name a file that hq backup has made.",
        ));
    }
    if files::has_log(&real) {
        return Err(StartError::new(
            format!(
                "{} has a write-ahead log beside it: a server uses it, or it was copied by hand.",
                file.display()
            ),
            "Make a copy of it with: hq backup FILE --database sqlite:PATH",
        ));
    }
    Ok(())
}

/// Makes sure that no server has the database open, and keeps any from opening it; nothing where there is none.
fn lock(target: &Path) -> Result<Option<fs::File>, StartError> {
    if !target.exists() {
        return Ok(None);
    }
    files::lock(target).map(Some).map_err(|error| {
        let what = if error.kind() == io::ErrorKind::WouldBlock {
            format!("A server, or another program, has {} open.", target.display())
        } else {
            format!("{} cannot be locked: {error}.", target.display())
        };
        StartError::new(what, "Stop it, then run this again; nothing was changed.")
    })
}

/// Gives the database, and what SQLite left beside it, other names; answers that of the database. It keeps its own name too,
/// until another file takes that, so that there is a database at any moment; where a file system knows no second names, it is moved.
fn move_aside(target: &Path, clock: &dyn Clock) -> io::Result<Option<PathBuf>> {
    let there = files::database_there(target);
    if there.is_empty() {
        return Ok(None);
    }
    let format = format_description!("[year][month][day]T[hour][minute][second]Z");
    let moment = clock.now().format(&format).map_err(io::Error::other)?;
    let mut name = target.as_os_str().to_owned();
    name.push(format!(".before-{moment}"));
    let aside = PathBuf::from(name);
    if !files::database_there(&aside).is_empty() {
        return Err(io::Error::new(
            io::ErrorKind::AlreadyExists,
            format!("{} is there already", aside.display()),
        ));
    }
    for end in there {
        let (from, to) = (files::with_end(target, end), files::with_end(&aside, end));
        if end.is_empty() && fs::hard_link(&from, &to).is_ok() {
            continue;
        }
        fs::rename(from, to)?;
    }
    Ok(Some(aside))
}

fn not_restored(target: &Path, error: &io::Error) -> StartError {
    StartError::new(
        format!("{} could not be restored: {error}.", target.display()),
        "See whether the folder can be written to and the disk has room.",
    )
}
