//! The origins from which the console is served.

use axum::http::Uri;

/// The origins that may send unsafe requests.
#[derive(Clone, Debug)]
pub struct Origins(Vec<String>);

impl Origins {
    /// The public URL's origin and the extra ones. On loopback its other names with the same port count too, since
    /// `localhost` and `127.0.0.1` are one machine to the person in front of it.
    #[must_use]
    pub fn new(public_url: &str, trusted: &[String]) -> Self {
        let mut origins: Vec<String> =
            trusted.iter().map(|origin| origin.trim_end_matches('/').to_owned()).collect();
        if let Ok(uri) = public_url.parse::<Uri>()
            && let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority())
        {
            origins.push(format!("{scheme}://{authority}"));
            if is_loopback(authority.host()) {
                let port = authority.port_u16().map(|port| format!(":{port}")).unwrap_or_default();
                origins.extend(LOOPBACK.map(|host| format!("{scheme}://{host}{port}")));
            }
        }
        Self(origins)
    }

    /// Whether a browser that says so runs the console.
    #[must_use]
    pub fn contains(&self, origin: &str) -> bool {
        self.0.iter().any(|own| own.eq_ignore_ascii_case(origin))
    }
}

const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// Whether a host name means this machine.
#[must_use]
pub fn is_loopback(host: &str) -> bool {
    LOOPBACK.contains(&host) || host == "::1"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_goes_by_any_of_its_names() {
        let origins = Origins::new("http://127.0.0.1:8080", &["http://127.0.0.1:8081/".into()]);
        assert!(origins.contains("http://localhost:8080") && origins.contains("http://127.0.0.1:8081"));
        assert!(!origins.contains("http://localhost:9999") && !origins.contains("null"));
        let public = Origins::new("https://hq.example.org", &[]);
        assert!(public.contains("https://hq.example.org"));
        assert!(
            !public.contains("http://hq.example.org")
                && !public.contains("https://hq.example.org.evil.example")
        );
    }
}
