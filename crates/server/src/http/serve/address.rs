//! Who the client is, behind proxies or not.

use super::Network;
use http::{HeaderMap, header::FORWARDED};
use ipnet::IpNet;
use std::net::IpAddr;

/// The client's address: the peer's, or what a trusted proxy says. An extension of each request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

/// Whether the client sits on this machine: connected over loopback, and not through a proxy. An extension of each
/// request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loopback(pub bool);

/// Proxies whose word about the client's address is taken, and where they say it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies {
    /// Their addresses.
    pub networks: Vec<IpNet>,
    /// The header that they write.
    pub header: ForwardedHeader,
}

/// The one header that names the client. A proxy writes one and passes on the others as the client made them up, so no other is
/// ever read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ForwardedHeader {
    /// `X-Forwarded-For: 192.0.2.7, 198.51.100.1`
    #[default]
    XForwardedFor,
    /// `Forwarded: for=192.0.2.7, for="[2001:db8::1]"` (RFC 7239)
    Forwarded,
}

const X_FORWARDED_FOR: &str = "x-forwarded-for";

/// Headers that only a proxy adds.
const FORWARDING: [&str; 6] =
    ["forwarded", X_FORWARDED_FOR, "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"];

impl TrustedProxies {
    fn contains(&self, address: IpAddr) -> bool {
        self.networks.iter().any(|net| net.contains(&address))
    }

    /// The client of a connection from `peer` with these headers.
    #[must_use]
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> (ClientAddress, Loopback) {
        let peer = peer.to_canonical();
        let forwarded = FORWARDING.iter().any(|name| headers.contains_key(*name));
        let loopback = Loopback(peer.is_loopback() && !forwarded);
        if !forwarded || !self.contains(peer) {
            return (ClientAddress(peer), loopback);
        }
        let client = match self.header {
            ForwardedHeader::XForwardedFor => self.nearest_stranger(&list(headers, X_FORWARDED_FOR), address),
            ForwardedHeader::Forwarded => {
                self.nearest_stranger(&list(headers, FORWARDED.as_str()), forwarded_for)
            }
        };
        (ClientAddress(client.unwrap_or(peer)), loopback)
    }

    /// The network of a peer that is no proxy.
    #[must_use]
    pub fn stranger(&self, peer: IpAddr) -> Option<Network> {
        let peer = peer.to_canonical();
        (!self.contains(peer)).then(|| Network::of(peer))
    }

    /// Whose request a proxy carries: a client's network, or `None` where the peer is no proxy or the proxy itself asks.
    #[must_use]
    pub fn carried(&self, peer: IpAddr, ClientAddress(client): ClientAddress) -> Option<Network> {
        if self.contains(peer.to_canonical()) { self.stranger(client) } else { None }
    }

    /// Goes back over the hops, the nearest last, to the first that is no trusted proxy. What stands before that one
    /// is hearsay.
    fn nearest_stranger(&self, hops: &[&str], read: fn(&str) -> Option<IpAddr>) -> Option<IpAddr> {
        let mut last = None;
        for hop in hops.iter().rev() {
            let Some(address) = read(hop) else { break };
            last = Some(address);
            if !self.contains(address) {
                break;
            }
        }
        last
    }
}

/// The members of a header that is a list, over all its lines. A line that is no text names nobody.
fn list<'a>(headers: &'a HeaderMap, name: &str) -> Vec<&'a str> {
    headers
        .get_all(name)
        .iter()
        .flat_map(|line| line.to_str().unwrap_or("?").split(','))
        .map(str::trim)
        .collect()
}

/// An address with or without its port: `192.0.2.1:80`, `[2001:db8::1]:80`, `2001:db8::1`.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim().trim_matches('"');
    let bare = match text.strip_prefix('[') {
        Some(rest) => rest.split(']').next()?,
        None if text.matches(':').count() == 1 => text.split(':').next()?,
        None => text,
    };
    bare.parse().ok().map(|address: IpAddr| address.to_canonical())
}

/// The `for` of one member of a `Forwarded` header (RFC 7239).
fn forwarded_for(member: &str) -> Option<IpAddr> {
    member.split(';').find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        name.trim().eq_ignore_ascii_case("for").then(|| address(value))?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, headers: &[(&'static str, &str)]) -> (String, bool) {
        client_by(ForwardedHeader::XForwardedFor, peer, headers)
    }

    fn client_by(header: ForwardedHeader, peer: &str, headers: &[(&'static str, &str)]) -> (String, bool) {
        let networks = vec!["10.0.0.0/8".parse().unwrap(), "127.0.0.1/32".parse().unwrap()];
        let trusted = TrustedProxies { networks, header };
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        let (ClientAddress(address), Loopback(loopback)) = trusted.client(peer.parse().unwrap(), &map);
        (address.to_string(), loopback)
    }

    #[test]
    fn strangers_are_not_believed() {
        assert_eq!(client("192.0.2.9", &[("x-forwarded-for", "198.51.100.1")]), ("192.0.2.9".into(), false));
    }

    #[test]
    fn the_nearest_hop_that_is_no_proxy_is_the_client() {
        let hops = [("x-forwarded-for", "1.1.1.1, 198.51.100.7:4711"), ("x-forwarded-for", "10.1.1.1")];
        assert_eq!(client("10.0.0.1", &hops), ("198.51.100.7".into(), false));
        let forwarded =
            |value: &str| client_by(ForwardedHeader::Forwarded, "10.0.0.1", &[("forwarded", value)]).0;
        assert_eq!(forwarded("for=\"[2001:db8::7]:80\";proto=https"), "2001:db8::7");
        assert_eq!(forwarded("for=unknown"), "10.0.0.1");
        assert_eq!(client("10.0.0.1", &[("x-forwarded-for", "1.1.1.1, junk")]).0, "10.0.0.1");
    }

    #[test]
    fn no_other_header_is_read_than_the_one_that_is_configured() {
        for made_up in ["for=203.0.113.1", "for=127.0.0.1", "x", "", "for=unknown"] {
            let both = [("x-forwarded-for", "198.51.100.7"), ("forwarded", made_up)];
            assert_eq!(client("10.0.0.1", &both), ("198.51.100.7".into(), false), "{made_up}");
        }
        let both = [("x-forwarded-for", "203.0.113.1"), ("forwarded", "for=198.51.100.7")];
        assert_eq!(client_by(ForwardedHeader::Forwarded, "10.0.0.1", &both).0, "198.51.100.7");
        assert_eq!(client("10.0.0.1", &[("forwarded", "for=203.0.113.1")]).0, "10.0.0.1");
    }

    #[test]
    fn a_request_belongs_to_the_network_that_a_proxy_names() {
        let trusted =
            TrustedProxies { networks: vec!["10.0.0.0/8".parse().unwrap()], ..TrustedProxies::default() };
        let carried = |peer: &str, client: &str| {
            let client = ClientAddress(client.parse().unwrap());
            trusted.carried(peer.parse().unwrap(), client).map(|network| network.to_string())
        };
        assert_eq!(carried("10.0.0.1", "2001:db8::7").as_deref(), Some("2001:db8::/64"));
        assert_eq!(carried("10.0.0.1", "10.0.0.2"), None);
        assert_eq!(carried("192.0.2.1", "192.0.2.1"), None);
        assert_eq!(trusted.stranger("::ffff:10.0.0.1".parse().unwrap()), None);
        assert!(trusted.stranger("192.0.2.1".parse().unwrap()).is_some());
    }

    #[test]
    fn loopback_is_direct() {
        assert!(client("127.0.0.1", &[]).1 && client("::ffff:127.0.0.1", &[]).1 && client("::1", &[]).1);
        assert_eq!(client("127.0.0.1", &[("x-forwarded-for", "192.0.2.1")]), ("192.0.2.1".into(), false));
        assert!(!client("127.0.0.1", &[("via", "1.1 proxy")]).1 && !client("192.0.2.1", &[]).1);
    }
}
