//! What the operator says about the embedded broker.

use super::Sealer;
use crate::{
    ambient::{Clock, Random},
    front_door::Words,
};
use futures::future::BoxFuture;
use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    path::PathBuf,
    sync::Arc,
};
use uuid::Uuid;

/// The database of the journal on the PostgreSQL server, unless another is named.
pub const JOURNAL_DATABASE: &str = "hq_broker";

/// What the embedded broker makes things of.
#[derive(Clone)]
pub struct EmbeddedConfig {
    /// The PostgreSQL server on which engines are made: `postgres://ROLE:PASSWORD@HOST:PORT/DATABASE`. Its role needs LOGIN,
    /// CREATEDB and CREATEROLE. Processes that share a journal name the same database here: locks are of one. Without a server there
    /// is only Sandbox, as files.
    pub storage: Option<String>,
    /// Which database on that server holds the journal: [`JOURNAL_DATABASE`]. Every process that names the same shares it.
    pub journal_database: String,
    /// The data folder: Sandbox's files, and the journal where no server is named.
    pub folder: PathBuf,
    /// Where dataplants answer; without it they have no address.
    pub front_door: Option<FrontDoor>,
    /// The words of dataplants' status pages.
    pub words: Words,
    /// Encrypts credentials and private keys of dataplants.
    pub sealer: Arc<dyn Sealer>,
    /// The clock.
    pub clock: Clock,
    /// The source of passwords.
    pub random: Random,
}

/// Finds the addresses of a name; none where it has none.
pub type Lookup = Arc<dyn Fn(String) -> BoxFuture<'static, Vec<IpAddr>> + Send + Sync>;

/// As the machine finds them.
pub(super) fn system_lookup() -> Lookup {
    Arc::new(|name| {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await;
            found.map(|found| found.map(|address| address.ip()).collect()).unwrap_or_default()
        })
    })
}

/// Where the front door of dataplants listens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrontDoor {
    /// The address of its listener. Its port stands in the URLs of dataplants.
    pub address: SocketAddr,
}

impl FrontDoor {
    /// Where to ask it from this machine: a listener on all addresses is asked on loopback.
    pub(crate) fn asked_at(self) -> SocketAddr {
        let mut address = self.address;
        if address.ip().is_unspecified() {
            address.set_ip(match address.ip() {
                IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
                IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
            });
        }
        address
    }

    /// The host of a dataplant's own address. Names under `localhost` mean this machine (RFC 6761), in browsers too.
    pub(crate) fn own_host(self, instance: Uuid) -> String {
        format!("{}.localhost", instance.simple())
    }

    /// A dataplant's own address.
    pub(crate) fn own_url(self, instance: Uuid) -> String {
        self.url("http", 80, &self.own_host(instance))
    }

    /// Its address under a name that has a certificate.
    pub(crate) fn named_url(self, name: &str) -> String {
        self.url("https", 443, name)
    }

    fn url(self, scheme: &str, usual: u16, host: &str) -> String {
        let port = self.address.port();
        if port == usual { format!("{scheme}://{host}/") } else { format!("{scheme}://{host}:{port}/") }
    }
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
