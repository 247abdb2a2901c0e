//! What the operator says about the embedded broker.

use super::Sealer;
use crate::ambient::{Clock, Random};
use std::{fmt, net::SocketAddr, path::PathBuf, sync::Arc};

/// The database of the journal on the PostgreSQL server, unless another is named.
pub const JOURNAL_DATABASE: &str = "hq_broker";

/// What the embedded broker makes things of.
#[derive(Clone)]
pub struct EmbeddedConfig {
    /// The PostgreSQL server on which engines are made: `postgres://ROLE:PASSWORD@HOST:PORT/DATABASE`. Its role needs LOGIN,
    /// CREATEDB and CREATEROLE. Without it there is only Sandbox, as files.
    pub storage: Option<String>,
    /// Which database on that server holds the journal: [`JOURNAL_DATABASE`]. Every process that names the same shares it.
    pub journal_database: String,
    /// The data folder: Sandbox's files, and the journal where no server is named.
    pub folder: PathBuf,
    /// Where dataplants answer; without it they have no address.
    pub front_door: Option<FrontDoor>,
    /// Encrypts credentials and private keys of dataplants.
    pub sealer: Arc<dyn Sealer>,
    /// The clock.
    pub clock: Clock,
    /// The source of passwords.
    pub random: Random,
}

/// Where the front door of dataplants listens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrontDoor {
    /// The address of its listener. Its port stands in the URLs of dataplants.
    pub address: SocketAddr,
}

impl fmt::Debug for EmbeddedConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EmbeddedConfig")
            .field("storage", &self.storage.as_ref().map(|_| "postgres://…"))
            .field("journal_database", &self.journal_database)
            .field("folder", &self.folder)
            .field("front_door", &self.front_door)
            .finish_non_exhaustive()
    }
}
