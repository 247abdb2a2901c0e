//! Who the client is, behind proxies or not.

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

/// Proxies whose word about the client's address is taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies(pub Vec<IpNet>);

/// Headers that only a proxy adds.
const FORWARDING: [&str; 6] =
    ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"];

impl TrustedProxies {
    fn contains(&self, address: IpAddr) -> bool {
        self.0.iter().any(|net| net.contains(&address))
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
        let x_forwarded_for = self.nearest_stranger(peer, &list(headers, "x-forwarded-for"), address);
        let standard = self.nearest_stranger(peer, &list(headers, FORWARDED.as_str()), forwarded_for);
        let client = match (x_forwarded_for, standard) {
            (Some(one), None) | (None, Some(one)) => one,
            // A proxy that writes one of the two may pass on the other as the client made it up.
            (Some(one), Some(other)) if one == other => one,
            _ => peer,
        };
        (ClientAddress(client), loopback)
    }

    /// Goes back over the hops, the nearest last, to the first that is no trusted proxy. What stands before that one
    /// is hearsay.
    fn nearest_stranger(
        &self,
        peer: IpAddr,
        hops: &[&str],
        read: fn(&str) -> Option<IpAddr>,
    ) -> Option<IpAddr> {
        let mut last = None;
        for hop in hops.iter().rev() {
            let Some(address) = read(hop) else { break };
            last = Some(address);
            if !self.contains(address) {
                break;
            }
        }
        last.or_else(|| (!hops.is_empty()).then_some(peer))
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
        let trusted = TrustedProxies(vec!["10.0.0.0/8".parse().unwrap(), "127.0.0.1/32".parse().unwrap()]);
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
        assert_eq!(
            client("10.0.0.1", &[("forwarded", "for=\"[2001:db8::7]:80\";proto=https")]).0,
            "2001:db8::7"
        );
        assert_eq!(client("10.0.0.1", &[("forwarded", "for=unknown")]).0, "10.0.0.1");
        assert_eq!(client("10.0.0.1", &[("x-forwarded-for", "1.1.1.1, junk")]).0, "10.0.0.1");
    }

    #[test]
    fn headers_that_disagree_are_not_believed() {
        let both = [("x-forwarded-for", "198.51.100.7"), ("forwarded", "for=203.0.113.1")];
        assert_eq!(client("10.0.0.1", &both).0, "10.0.0.1");
    }

    #[test]
    fn loopback_is_direct() {
        assert!(client("127.0.0.1", &[]).1 && client("::ffff:127.0.0.1", &[]).1 && client("::1", &[]).1);
        assert_eq!(client("127.0.0.1", &[("x-forwarded-for", "192.0.2.1")]), ("192.0.2.1".into(), false));
        assert!(!client("127.0.0.1", &[("via", "1.1 proxy")]).1 && !client("192.0.2.1", &[]).1);
    }
}
