//! A broker that the operator registered.

use hq_broker::Broker;
use std::sync::Arc;

/// A broker under the name that the operator gave it.
#[derive(Clone)]
pub struct Registered {
    /// Its name: what rows call it.
    pub name: String,
    /// What it does.
    pub broker: Arc<dyn Broker>,
    /// Whether it may be told private keys and credentials: by TLS, or on this machine.
    pub confidential: bool,
}
