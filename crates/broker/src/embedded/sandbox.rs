//! Sandbox without a server: an SQLite file an engine. For one machine: whoever may read the data folder may read it.

use super::{EmbeddedError, files};
use sea_orm::sqlx::{
    AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode},
};
use std::{
    io,
    path::{Path, PathBuf},
    time::Duration,
};
use uuid::Uuid;

/// The bytes of a page of SQLite, as it makes files.
const PAGE_BYTES: u64 = 4096;
/// How long a writer waits for another.
const WAIT: Duration = Duration::from_secs(10);
const SUFFIX: &str = ".sqlite";

/// The folder of the files.
#[derive(Clone, Debug)]
pub struct Sandbox {
    folder: PathBuf,
}

impl Sandbox {
    /// In the data folder.
    pub async fn inside(folder: &Path) -> io::Result<Self> {
        let folder = folder.join("sandbox");
        files::make_private_folder(&folder).await?;
        // Clients are told the whole path.
        Ok(Self { folder: tokio::fs::canonicalize(folder).await? })
    }

    /// The folder in the data folder where it is there.
    pub async fn there(folder: &Path) -> io::Result<Option<Self>> {
        match tokio::fs::canonicalize(folder.join("sandbox")).await {
            Ok(folder) => Ok(Some(Self { folder })),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The file of an engine.
    pub fn file(&self, instance: Uuid) -> PathBuf {
        self.folder.join(format!("{}{SUFFIX}", instance.simple()))
    }

    /// The engine whose file that is, where it is one of these.
    pub fn instance_of(&self, file: &Path) -> Option<Uuid> {
        let name = file.file_name()?.to_str()?.strip_suffix(SUFFIX)?;
        (file.parent()? == self.folder).then(|| Uuid::try_parse(name).ok())?
    }

    /// Makes the file, where it is not there.
    pub async fn make(&self, instance: Uuid) -> Result<(), EmbeddedError> {
        let file = self.file(instance);
        files::make_private(&file).await?;
        let options = SqliteConnectOptions::new()
            .filename(&file)
            .journal_mode(SqliteJournalMode::Wal)
            .busy_timeout(WAIT)
            .disable_statement_logging();
        // The header of the file is written with its first change.
        let mut connection = SqliteConnection::connect_with(&options).await?;
        connection.execute("PRAGMA application_id = 1213268226").await?;
        connection.close().await?;
        Ok(())
    }

    /// A connection to a file that is there. It refuses to let the file grow beyond so many bytes.
    pub async fn connect(file: &Path, limit: u64) -> Result<SqliteConnection, EmbeddedError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .busy_timeout(WAIT)
            .disable_statement_logging();
        let mut connection = SqliteConnection::connect_with(&options).await?;
        connection.execute(AssertSqlSafe(format!("PRAGMA max_page_count = {}", pages(limit)))).await?;
        Ok(connection)
    }

    /// Opens the file and reads from it. Answers its size in bytes.
    pub async fn measure(&self, instance: Uuid, limit: u64) -> Result<u64, EmbeddedError> {
        let file = self.file(instance);
        let mut connection = Self::connect(&file, limit).await?;
        connection.fetch_one("SELECT COUNT(*) FROM sqlite_master").await?;
        connection.close().await?;
        Ok(tokio::fs::metadata(&file).await?.len())
    }

    /// Makes a table, writes to it and reads from it. Nothing of it stays.
    pub async fn try_out(&self, instance: Uuid, limit: u64) -> Result<(), EmbeddedError> {
        let mut connection = Self::connect(&self.file(instance), limit).await?;
        for statement in
            ["BEGIN IMMEDIATE", "CREATE TABLE hq_trial (n INTEGER)", "INSERT INTO hq_trial VALUES (1)"]
        {
            connection.execute(statement).await?;
        }
        connection.fetch_one("SELECT n FROM hq_trial WHERE n = 1").await?;
        connection.execute("ROLLBACK").await?;
        connection.close().await?;
        Ok(())
    }

    /// Removes the file and what SQLite keeps beside it. Answers how many bytes it had; nothing where it is gone.
    pub async fn remove(&self, instance: Uuid) -> io::Result<Option<u64>> {
        self.remove_file(&self.file(instance)).await
    }

    /// Removes one of these files.
    pub async fn remove_file(&self, file: &Path) -> io::Result<Option<u64>> {
        let bytes = match tokio::fs::metadata(file).await {
            Ok(found) => Some(found.len()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        for beside in ["-wal", "-shm", "-journal", ""] {
            let mut path = file.as_os_str().to_owned();
            path.push(beside);
            match tokio::fs::remove_file(&path).await {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(bytes)
    }

    /// Whether nothing is left of an engine.
    pub async fn is_gone(&self, instance: Uuid) -> io::Result<bool> {
        tokio::fs::try_exists(self.file(instance)).await.map(|there| !there)
    }

    /// All engines that have a file here.
    pub async fn all(&self) -> io::Result<Vec<(Uuid, PathBuf)>> {
        let mut entries = tokio::fs::read_dir(&self.folder).await?;
        let mut found = Vec::new();
        while let Some(entry) = entries.next_entry().await? {
            let file = entry.path();
            if let Some(instance) = self.instance_of(&file) {
                found.push((instance, file));
            }
        }
        Ok(found)
    }
}

/// How many pages a file of so many bytes has at most.
pub const fn pages(bytes: u64) -> u64 {
    bytes / PAGE_BYTES
}
