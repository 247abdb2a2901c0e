//! What `cargo xtask test` tells the journeys.

use std::path::PathBuf;

/// A variable that `cargo xtask test e2e` sets.
pub fn path(name: &str) -> PathBuf {
    std::env::var_os(name)
        .map(PathBuf::from)
        .unwrap_or_else(|| panic!("{name} is not set: run `cargo xtask test e2e`"))
}

/// A port of loopback that is free right now.
pub fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
