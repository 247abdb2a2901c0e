//! Looking into the DNS.

use hickory_resolver::{
    TokioResolver,
    config::{ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig},
    net::{DnsError, NetError, runtime::TokioRuntimeProvider},
    proto::{
        op::ResponseCode,
        rr::{Name, RData},
    },
};
use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    time::Duration,
};
use tokio::time::timeout;

/// How long one server may take to answer one question.
const ANSWER: Duration = Duration::from_secs(2);
/// How long a look may take altogether.
const PATIENCE: Duration = Duration::from_secs(8);
/// The most records that are read, and the most bytes of each (RFC 1035, 3.3: a string has at most 255; a record has
/// several).
const MAX_RECORDS: usize = 50;
const MAX_RECORD_BYTES: usize = 1024;

/// The DNS server of this machine.
const OWN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 53);

/// Asks the DNS.
#[derive(Clone)]
pub struct Dns(TokioResolver);

/// The DNS did not answer, or answered with a failure: nothing follows from that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the DNS does not answer")]
pub struct Unreachable;

impl fmt::Debug for Dns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dns")
    }
}

impl Dns {
    /// Asks these servers; those of the system (`/etc/resolv.conf`) where there are none, and this machine's own where the
    /// system names none (resolv.conf(5)).
    ///
    /// # Errors
    /// Where a resolver cannot be made of them.
    pub fn new(servers: &[SocketAddr]) -> Result<Self, NetError> {
        let asking = |servers: &[SocketAddr]| {
            let config = ResolverConfig::from_parts(None, Vec::new(), servers.iter().map(server).collect());
            TokioResolver::builder_with_config(config, TokioRuntimeProvider::default())
        };
        let mut builder = if servers.is_empty() {
            TokioResolver::builder_tokio().unwrap_or_else(|error| {
                tracing::warn!(cause = %error, "the system names no DNS server: 127.0.0.1 is asked");
                asking(&[OWN])
            })
        } else {
            asking(servers)
        };
        let options = builder.options_mut();
        options.timeout = ANSWER;
        options.attempts = 2;
        options.use_hosts_file = ResolveHosts::Never;
        // "Check now" looks now. The resolver that is asked has a cache of its own.
        options.cache_size = 0;
        options.edns0 = true;
        Ok(Self(builder.build()?))
    }

    /// The texts of the TXT records at a name, the strings of each joined (RFC 7208, 3.3); none where there is none.
    ///
    /// # Errors
    /// Where the DNS does not answer, or answers with a failure.
    pub async fn texts(&self, name: &str) -> Result<Vec<String>, Unreachable> {
        // With the dot at its end: the system's search list is for people's short names.
        let name = Name::from_ascii(format!("{name}.")).map_err(|_| Unreachable)?;
        let answer = timeout(PATIENCE, self.0.txt_lookup(name)).await.map_err(|_| Unreachable)?;
        let lookup = match answer {
            Ok(lookup) => lookup,
            Err(error) if says_none(&error) => return Ok(Vec::new()),
            Err(_) => return Err(Unreachable),
        };
        let text = |data: &RData| match data {
            RData::TXT(txt) => {
                let bytes: Vec<u8> = txt
                    .txt_data
                    .iter()
                    .flat_map(|part| part.iter().copied())
                    .take(MAX_RECORD_BYTES)
                    .collect();
                Some(String::from_utf8_lossy(&bytes).into_owned())
            }
            _ => None,
        };
        Ok(lookup.answers().iter().filter_map(|record| text(&record.data)).take(MAX_RECORDS).collect())
    }
}

fn server(address: &SocketAddr) -> NameServerConfig {
    let mut config = NameServerConfig::udp_and_tcp(address.ip());
    let on_port = |connection: &mut ConnectionConfig| connection.port = address.port();
    config.connections.iter_mut().for_each(on_port);
    config
}

/// Whether the answer is that there is nothing: of the name, or of this kind.
fn says_none(error: &NetError) -> bool {
    let NetError::Dns(DnsError::NoRecordsFound(none)) = error else { return false };
    matches!(none.response_code, ResponseCode::NXDomain | ResponseCode::NoError)
}
