//! The keys that encrypt secrets: given by the operator, or made beside a SQLite file.

use crate::{
    config::{DatabaseUrl, Secret, StartError},
    platform::{
        random::{Random, bytes},
        secrets::{KEY_BYTES, Secrets},
    },
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

const HOW_TO: &str = "Make a key with: openssl rand -base64 32";

/// The keys that the operator gave, the one that encrypts first.
///
/// # Errors
/// Where one is no key.
pub fn given(keys: &[Secret]) -> Result<Vec<[u8; KEY_BYTES]>, StartError> {
    let wrong = || {
        let what = format!("--secrets-key is not the base64 of {KEY_BYTES} bytes.");
        StartError::new(what, HOW_TO)
    };
    keys.iter().map(|key| parse(key.expose()).ok_or_else(wrong)).collect()
}

/// The keys to work with: those that were given; for a SQLite file without any, the one in the file beside it, which is
/// made the first time. A server on PostgreSQL cannot make one: the others would not have it.
///
/// # Errors
/// Where the file cannot be read or written, or holds no key.
pub fn keys(
    given: &[[u8; KEY_BYTES]],
    database: &DatabaseUrl,
    random: &dyn Random,
) -> Result<Secrets, StartError> {
    if !given.is_empty() {
        return Ok(Secrets::new(given.iter().copied()));
    }
    let Some(file) = beside(database) else { return Ok(Secrets::default()) };
    if !file.exists() {
        let text = BASE64_STANDARD.encode(bytes::<KEY_BYTES>(random));
        match write_private(&file, &text) {
            // Another server was quicker: its key is the one.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            written => written.map_err(|error| failed(&file, &error))?,
        }
    }
    read(&file).map(|key| Secrets::new([key]))
}

fn read(file: &Path) -> Result<[u8; KEY_BYTES], StartError> {
    let text = fs::read_to_string(file).map_err(|error| failed(file, &error))?;
    parse(&text).ok_or_else(|| failed(file, &io::Error::other("it holds no key")))
}

fn failed(file: &Path, error: &io::Error) -> StartError {
    StartError::new(
        format!("The key file {} cannot be used: {error}.", file.display()),
        "Make it readable for this user, or give a key with --secrets-key.",
    )
}

/// The keys to work with, as far as they are there: none is made.
///
/// # Errors
/// Where the file cannot be read, or holds no key.
pub fn existing(given: &[[u8; KEY_BYTES]], database: &DatabaseUrl) -> Result<Secrets, StartError> {
    if !given.is_empty() {
        return Ok(Secrets::new(given.iter().copied()));
    }
    let Some(file) = beside(database).filter(|file| file.exists()) else { return Ok(Secrets::default()) };
    read(&file).map(|key| Secrets::new([key]))
}

/// Where the key of a SQLite file lies: `data/hq.sqlite` → `data/hq.sqlite.key`.
#[must_use]
pub fn beside(database: &DatabaseUrl) -> Option<PathBuf> {
    let mut file = database.file()?.into_os_string();
    file.push(".key");
    Some(file.into())
}

fn parse(text: &str) -> Option<[u8; KEY_BYTES]> {
    BASE64_STANDARD.decode(text.trim()).ok()?.try_into().ok()
}

/// Only this user can read it; an existing file is not overwritten.
fn write_private(file: &Path, text: &str) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(file)?;
    io::Write::write_all(&mut file, text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::random::SystemRandom;

    #[test]
    fn a_sqlite_file_has_its_key_beside_it_and_keeps_it() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}/hq.sqlite", folder.path().display());
        let database = DatabaseUrl::parse(url.parse().unwrap()).unwrap();
        let first = keys(&[], &database, &SystemRandom).unwrap();
        let sealed = first.seal(&SystemRandom, b"here", b"x").unwrap();
        let second = keys(&[], &database, &SystemRandom).unwrap();
        assert_eq!(second.open(b"here", &sealed).unwrap(), b"x");
        let file = beside(&database).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        }
        fs::write(&file, "no key").unwrap();
        assert!(keys(&[], &database, &SystemRandom).unwrap_err().to_string().contains("holds no key"));
    }

    #[test]
    fn postgresql_has_the_keys_that_are_given_and_no_other() {
        let database = DatabaseUrl::parse("postgres://hq@db/hq?sslmode=disable".parse().unwrap()).unwrap();
        assert!(!keys(&[], &database, &SystemRandom).unwrap().can_seal());
        let key = BASE64_STANDARD.encode([7; KEY_BYTES]);
        let given = given(&[key.parse().unwrap()]).unwrap();
        assert!(keys(&given, &database, &SystemRandom).unwrap().can_seal());
    }

    #[test]
    fn what_is_no_key_is_told_without_repeating_it() {
        for wrong in ["hunter2", "", "AAAA"] {
            let message = given(&[wrong.parse().unwrap()]).unwrap_err().to_string();
            assert!(message.contains("--secrets-key") && !message.contains("hunter2"), "{message}");
        }
    }
}
