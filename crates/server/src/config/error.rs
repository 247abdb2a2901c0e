//! Why the server does not start.

use std::{fmt, io, net::SocketAddr};

/// What happened and what to do about it, for the person who starts the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartError {
    what: String,
    remedy: String,
}

impl StartError {
    /// A sentence each.
    pub fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: remedy.into() }
    }

    /// No socket at this address.
    #[must_use]
    pub fn listen(address: SocketAddr, option: &str, error: &io::Error) -> Self {
        let port = address.port();
        match error.kind() {
            io::ErrorKind::AddrInUse => Self::new(
                format!("Port {port} is taken by another program."),
                format!("Stop that program or choose another port with {option}."),
            ),
            io::ErrorKind::PermissionDenied => Self::new(
                format!("Port {port} is reserved for the system's administrator."),
                format!("Choose one above 1023 with {option}, or grant the right to it."),
            ),
            io::ErrorKind::AddrNotAvailable => Self::new(
                format!("This machine does not have the address {}.", address.ip()),
                format!("Choose another one with {}.", if option == "--port" { "--listen" } else { option }),
            ),
            _ => Self::new(
                format!("Cannot listen on {address} ({error})."),
                format!("Choose another address with {option}."),
            ),
        }
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.what, self.remedy)
    }
}

impl std::error::Error for StartError {}
