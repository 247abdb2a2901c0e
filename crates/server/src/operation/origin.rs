//! Where a request comes from.

use super::Repeat;
use crate::http::serve::Network;

/// Where a request comes from, for the audit log.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The client's address.
    pub address: String,
    /// The request's id.
    pub request_id: String,
    /// What makes it known when it comes again; not of a POST, which has a body of its own kind.
    repeat: Option<Repeat>,
}

impl Origin {
    /// What the server does by itself, for nobody's request.
    #[must_use]
    pub const fn server() -> Self {
        Self::of(String::new(), String::new())
    }

    /// A client's address, and the id of its request.
    #[must_use]
    pub const fn of(address: String, request_id: String) -> Self {
        Self { address, request_id, repeat: None }
    }

    /// The same, of a request that can be sent again.
    #[must_use]
    pub fn repeatable(self, repeat: Repeat) -> Self {
        Self { repeat: Some(repeat), ..self }
    }

    /// The client's network, as limits count it; of an address that is none, the address.
    #[must_use]
    pub fn network(&self) -> String {
        self.address.parse().map_or_else(|_| self.address.clone(), |address| Network::of(address).to_string())
    }

    pub(super) const fn repeat(&self) -> Option<&Repeat> {
        self.repeat.as_ref()
    }
}
