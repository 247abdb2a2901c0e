//! Where people reach the console.

use crate::config::StartError;
use std::net::SocketAddr;
use url::{Host, Url};

/// An origin such as `https://hq.example.org`. Plain http only where nobody can listen in: on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    origin: String,
    host: String,
    https: bool,
    local: bool,
}

impl PublicUrl {
    /// Checks an URL.
    ///
    /// # Errors
    /// Where it is none, has more than an origin, or is http beyond this machine.
    pub fn parse(text: &str) -> Result<Self, StartError> {
        let example = "Write it as https://hq.example.org.";
        let wrong = |why: &str| StartError::new(format!("--public-url {text} {why}."), example);
        let url = Url::parse(text).map_err(|_| wrong("is not a URL"))?;
        let https = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return Err(wrong("does not start with https://")),
        };
        let has_more = url.path() != "/" || url.query().is_some() || url.fragment().is_some();
        if has_more || !url.username().is_empty() || url.password().is_some() {
            return Err(wrong("has to be a scheme and a host, and nothing more"));
        }
        let is_local = match url.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => return Err(wrong("has no host")),
        };
        if !https && !is_local {
            return Err(StartError::new(
                format!("--public-url {text} is not safe: anybody on the way could take over sessions."),
                "Put a proxy with TLS in front and use https.",
            ));
        }
        let host = url.host_str().unwrap_or_default().to_owned();
        Ok(Self { origin: url.origin().ascii_serialization(), host, https, local: is_local })
    }

    /// The one that the operator gave; without one, that of the listener.
    ///
    /// # Errors
    /// Where it cannot be used, or none follows from the listener.
    pub fn given(url: Option<&str>, listen: SocketAddr) -> Result<Self, StartError> {
        url.map_or_else(|| Self::of_listener(listen), Self::parse)
    }

    /// The one under which a listener is reached from this machine.
    ///
    /// # Errors
    /// Where the address belongs to other machines, so that only the operator knows the URL.
    pub fn of_listener(listen: SocketAddr) -> Result<Self, StartError> {
        if listen.ip().is_unspecified() {
            return Self::parse(&format!("http://localhost:{}", listen.port()));
        }
        Self::parse(&format!("http://{listen}")).map_err(|_| {
            StartError::new(
                format!("It is not known under which URL people reach {listen}."),
                "Say it with --public-url https://hq.example.org.",
            )
        })
    }

    /// Without a slash at the end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.origin
    }

    /// Whether people come by https.
    #[must_use]
    pub const fn is_https(&self) -> bool {
        self.https
    }

    /// Whether it leads to this machine from wherever it is opened.
    #[must_use]
    pub const fn is_local(&self) -> bool {
        self.local
    }

    /// A domain to write mails from.
    pub(super) fn mail_domain(&self) -> &str {
        let is_address = self.host.starts_with('[') || self.host.parse::<std::net::IpAddr>().is_ok();
        if is_address { "localhost" } else { &self.host }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_only() {
        assert_eq!(PublicUrl::parse("https://HQ.example.org/").unwrap().as_str(), "https://hq.example.org");
        assert!(PublicUrl::parse("https://hq.example.org/hq").is_err());
        assert!(PublicUrl::parse("https://me@hq.example.org").is_err());
        assert!(PublicUrl::parse("ftp://hq.example.org").is_err());
        assert!(
            PublicUrl::parse("http://127.0.0.1:8080").is_ok()
                && PublicUrl::parse("http://[::1]:8080").is_ok()
        );
        assert!(PublicUrl::of_listener("192.0.2.1:80".parse().unwrap()).is_err());
    }
}
