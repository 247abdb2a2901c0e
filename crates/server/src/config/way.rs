//! Whether the way to another server may be read by others.

use std::net::IpAddr;

/// Whether a host is this machine: nobody is on the way to it. A folder, for a socket of PostgreSQL's, is.
#[must_use]
pub fn is_here(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase();
    let is_name = host == "localhost" || host.ends_with(".localhost");
    let is_socket = host.starts_with('/') || host.starts_with("%2f");
    is_name || is_socket || host.parse().is_ok_and(|address: IpAddr| address.to_canonical().is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_is_known_by_every_name() {
        for here in [
            "localhost",
            "LOCALHOST",
            "db.localhost",
            "127.0.0.1",
            "127.9.9.9",
            "[::1]",
            "::1",
            "::ffff:127.0.0.1",
        ] {
            assert!(is_here(here), "{here}");
        }
        assert!(is_here("/run/postgresql") && is_here("%2Frun%2Fpostgresql"));
        for elsewhere in ["db", "db.example.org", "localhost.example.org", "10.0.0.7", "[2001:db8::1]", ""] {
            assert!(!is_here(elsewhere), "{elsewhere}");
        }
    }
}
