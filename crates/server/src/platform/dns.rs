//! Looking into the DNS: what the resolver of this server says, and what a zone's own name servers say, which remember no
//! old answers.

mod address;
mod answer;
mod exchange;
mod zone;

pub use answer::Records;
pub use zone::Zones;

use answer::Reading;
use hickory_resolver::{
    proto::{
        op::{Message, Query, ResponseCode},
        rr::{Name, RecordType},
    },
    system_conf::read_system_conf,
};
use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};
use tokio::time::timeout;

/// How long the resolver, or the servers of a zone, may take altogether.
const PATIENCE: Duration = Duration::from_secs(4);
/// How long to wait for what need not be known.
const LITTLE_PATIENCE: Duration = Duration::from_secs(2);
/// The most servers that are asked for one thing (as of resolv.conf(5)).
const MAX_SERVERS: usize = 3;
/// The longest chain of CNAMEs that is followed.
const MAX_CHAIN: usize = 8;

/// The DNS server of this machine.
const OWN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), PORT);
/// Where name servers listen (RFC 1035, 4.2).
const PORT: u16 = 53;

/// Asks the DNS.
#[derive(Clone)]
pub struct Dns {
    resolvers: Arc<[SocketAddr]>,
    zone_port: u16,
}

/// The DNS did not answer, or answered with a failure or what cannot be understood: nothing follows from that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the DNS does not answer")]
pub struct Unreachable;

impl fmt::Debug for Dns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dns")
    }
}

impl Dns {
    /// Asks these resolvers; those of the system (`/etc/resolv.conf`) where there are none, and this machine's own where the
    /// system names none (resolv.conf(5)).
    #[must_use]
    pub fn new(resolvers: &[SocketAddr]) -> Self {
        let resolvers = if resolvers.is_empty() { of_the_system() } else { resolvers.to_vec() };
        Self { resolvers: resolvers.into_iter().take(MAX_SERVERS).collect(), zone_port: PORT }
    }

    /// Asks the name servers of zones at another port than theirs, as tests need.
    #[must_use]
    pub fn with_zone_port(self, zone_port: u16) -> Self {
        Self { zone_port, ..self }
    }

    /// The TXT records at a name as the resolver knows them: it may remember them, and that there are none, for a while.
    ///
    /// # Errors
    /// Where it does not answer, or answers with a failure.
    pub async fn resolved(&self, name: &str) -> Result<Records, Unreachable> {
        timeout(PATIENCE, self.follow(absolute(name)?)).await.map_err(|_| Unreachable)?
    }

    /// For how many seconds the resolver would remember that a name of this zone is not there (RFC 2308, 5): none where the
    /// zone does not say.
    pub async fn remembers_absence(&self, zone: &str) -> u32 {
        let asked = async { self.resolve(&absolute(zone)?, RecordType::SOA).await };
        let answer = timeout(LITTLE_PATIENCE, asked).await;
        answer.ok().and_then(Result::ok).map_or(0, |message| answer::minimum(&message))
    }

    /// Which resolvers are asked, and of each whether it answers: asked who serves the root of all names, which each knows.
    pub async fn check(&self) -> Vec<(SocketAddr, bool)> {
        let query = Query::query(Name::root(), RecordType::NS);
        let asked = self.resolvers.iter().map(|resolver| {
            let query = &query;
            async move {
                let answer = exchange::ask(*resolver, query, true).await;
                (*resolver, answer.is_ok_and(|answer| is_said(&answer)))
            }
        });
        futures::future::join_all(asked).await
    }

    async fn follow(&self, mut name: Name) -> Result<Records, Unreachable> {
        for _ in 0..MAX_CHAIN {
            match answer::read(&self.resolve(&name, RecordType::TXT).await?, &name)? {
                Reading::Records(records) => return Ok(records),
                Reading::LeadsTo(target) => name = target,
            }
        }
        Err(Unreachable)
    }

    /// What the first resolver says that knows.
    async fn resolve(&self, name: &Name, kind: RecordType) -> Result<Message, Unreachable> {
        let query = Query::query(name.clone(), kind);
        for resolver in self.resolvers.iter() {
            if let Ok(answer) = exchange::ask(*resolver, &query, true).await
                && is_said(&answer)
            {
                return Ok(answer);
            }
        }
        Err(Unreachable)
    }
}

fn of_the_system() -> Vec<SocketAddr> {
    let servers: Vec<SocketAddr> = match read_system_conf() {
        Ok((config, _)) => config
            .name_servers()
            .iter()
            .map(|server| {
                let port = server.connections.first().map_or(PORT, |connection| connection.port);
                SocketAddr::new(server.ip, port)
            })
            .collect(),
        Err(error) => {
            tracing::warn!(cause = %error, "the system names no DNS server: 127.0.0.1 is asked");
            Vec::new()
        }
    };
    if servers.is_empty() { vec![OWN] } else { servers }
}

/// A name with the dot at its end.
fn absolute(name: &str) -> Result<Name, Unreachable> {
    Name::from_ascii(format!("{name}.")).map_err(|_| Unreachable)
}

/// Whether the server knows: what there is, or that there is nothing.
fn is_said(message: &Message) -> bool {
    matches!(message.metadata.response_code, ResponseCode::NoError | ResponseCode::NXDomain)
}
