//! Where the data is.

use crate::config::{Secret, StartError, private, secrets_key, way};
use clap::Args;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The option that says where the data is, of every command that works on it.
#[derive(Clone, Debug, Args)]
pub struct DatabaseArgument {
    /// The database: sqlite:PATH, or postgres://USER:PASSWORD@HOST/NAME?sslmode=verify-full.
    #[arg(
        long,
        env = "HQ_DATABASE",
        hide_env_values = true,
        value_name = "URL",
        default_value = "sqlite:data/hq.sqlite"
    )]
    database: Secret,
}

impl DatabaseArgument {
    /// What it says.
    ///
    /// # Errors
    /// Where it is no URL of a database.
    pub fn url(&self) -> Result<DatabaseUrl, StartError> {
        DatabaseUrl::parse(self.database.clone())
    }
}

/// The database's URL; may hold a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatabaseUrl(Secret);

impl DatabaseUrl {
    /// Checks an URL.
    ///
    /// # Errors
    /// Where it is neither of SQLite nor of PostgreSQL.
    pub fn parse(url: Secret) -> Result<Self, StartError> {
        let (scheme, rest) = url.expose().split_once(':').unwrap_or_default();
        let known = match scheme {
            "sqlite" => !file_of(rest).as_os_str().is_empty(),
            "postgres" | "postgresql" => url::Url::parse(url.expose()).is_ok_and(|url| url.has_host()),
            _ => false,
        };
        if !known {
            return Err(StartError::new(
                "--database is not the URL of a database.",
                "Write it as sqlite:data/hq.sqlite or postgres://USER:PASSWORD@HOST/NAME.",
            ));
        }
        if !is_protected(&url) {
            return Err(StartError::new(
                "--database leads to another machine and does not say whether the way there is encrypted.",
                "Add ?sslmode=verify-full, with sslrootcert=FILE for an authority of your own; sslmode=disable where nobody else is on the way.",
            ));
        }
        Ok(Self(url))
    }

    /// The URL, password included.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    /// The database without any secret, to be shown.
    #[must_use]
    pub fn shown(&self) -> String {
        if let Some(file) = self.file() {
            return format!("SQLite in {}", file.display());
        }
        let url = url::Url::parse(self.expose()).ok();
        let host = url.as_ref().and_then(|url| url.host_str()).unwrap_or_default();
        format!("PostgreSQL on {host}")
    }

    /// The file of a SQLite database.
    #[must_use]
    pub fn file(&self) -> Option<PathBuf> {
        self.expose().strip_prefix("sqlite:").map(file_of)
    }

    /// Makes the folder of a SQLite file, and sees whether files can be written there.
    ///
    /// # Errors
    /// Where they cannot.
    pub fn prepare(&self) -> Result<(), StartError> {
        let Some(file) = self.file() else { return Ok(()) };
        let folder = folder_of(&file);
        try_folder(folder, &file).map_err(|error| {
            StartError::new(
                format!("The folder {} cannot be written ({error}).", folder.display()),
                "Make it writable for this user, or choose another file with --database sqlite:PATH.",
            )
        })
    }

    /// Takes a SQLite file and what belongs to it from everybody else, once it is known to be a database of HQ's: earlier
    /// versions left it as the system makes files. PostgreSQL keeps its own.
    pub fn close_to_others(&self) {
        if let Some(file) = self.file() {
            private::tighten(folder_of(&file), &file, secrets_key::beside(self).as_deref());
        }
    }

    /// Why the database could not be used, as far as the operator can do something about it.
    #[must_use]
    pub fn failed(&self, error: &dyn std::error::Error) -> StartError {
        let what = format!("The database ({}) cannot be used: {error}.", self.shown());
        let remedy = if self.file().is_some() {
            "Check the file, or choose another one with --database sqlite:PATH."
        } else {
            "Check that it runs, and the name, user and password in --database."
        };
        StartError::new(what, remedy)
    }
}

/// Whether the data stays on this machine, or the operator says how the way to PostgreSQL is encrypted. Without a word from
/// them the connection would be encrypted only if the server offers it, and to whoever answers.
fn is_protected(url: &Secret) -> bool {
    let Ok(url) = url::Url::parse(url.expose()) else { return true };
    let named = |wanted: &[&str]| {
        url.query_pairs()
            .find(|(name, _)| wanted.contains(&name.as_ref()))
            .map(|(_, value)| value.into_owned())
    };
    // sqlx reads both spellings, and a host in the query before the one in front of the path.
    let host = named(&["host"]).or_else(|| url.host_str().map(str::to_owned)).unwrap_or_default();
    url.scheme() == "sqlite" || way::is_here(&host) || named(&["sslmode", "ssl-mode"]).is_some()
}

/// `data/hq.sqlite?mode=rwc`, `//data/hq.sqlite` → the path of the file.
fn file_of(rest: &str) -> PathBuf {
    let path = rest.split('?').next().unwrap_or_default();
    PathBuf::from(path.strip_prefix("//").unwrap_or(path))
}

fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// SQLite keeps two more files beside the database, so the folder has to be writable, not only the file.
fn try_folder(folder: &Path, file: &Path) -> io::Result<()> {
    private::make_folder(folder)?;
    let probe = folder.join(".hq-can-write-here");
    fs::write(&probe, b"")?;
    fs::remove_file(&probe)?;
    if file.exists() {
        fs::OpenOptions::new().append(true).open(file)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> DatabaseUrl {
        DatabaseUrl::parse(text.parse().unwrap()).unwrap()
    }

    #[test]
    fn a_folder_that_is_a_file_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("data");
        fs::write(&file, "").unwrap();
        let error = url(&format!("sqlite:{}/hq.sqlite", file.display())).prepare().unwrap_err();
        assert!(error.to_string().contains("cannot be written"), "{error}");
        url(&format!("sqlite:{}/new/hq.sqlite", folder.path().display())).prepare().unwrap();
    }

    #[test]
    fn what_is_shown_has_no_password() {
        let postgres = url("postgres://hq:hunter2@db.example.org/hq?sslmode=verify-full");
        assert_eq!(postgres.shown(), "PostgreSQL on db.example.org");
        assert_eq!(url("sqlite:data/hq.sqlite?mode=rwc").shown(), "SQLite in data/hq.sqlite");
    }

    #[test]
    fn another_machine_takes_a_word_on_encryption() {
        let parse = |text: &str| DatabaseUrl::parse(text.parse().unwrap());
        for unsaid in [
            "postgres://hq:hunter2@db.example.org/hq",
            "postgresql://hq:hunter2@db/hq?application_name=hq",
            "postgres://hq:hunter2@localhost/hq?host=db.example.org",
        ] {
            let message = parse(unsaid).unwrap_err().to_string();
            assert!(message.contains("sslmode=verify-full") && !message.contains("hunter2"), "{message}");
        }
        for said in [
            "postgres://hq@db.example.org/hq?sslmode=verify-full&sslrootcert=ca.pem",
            "postgres://hq@db/hq?sslmode=disable",
            "postgres://hq@127.0.0.1:5499/hq",
            "postgres://hq@[::1]/hq",
            "postgres://hq@localhost/hq",
            "postgres://hq@%2Frun%2Fpostgresql/hq",
        ] {
            assert!(parse(said).is_ok(), "{said}");
        }
    }
}
