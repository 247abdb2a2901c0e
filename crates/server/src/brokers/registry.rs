//! The brokers that the operator registered.

use hq_broker::Broker;
use std::{fmt, sync::Arc};

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

/// The brokers, in the order of the configuration. Cheap to clone.
#[derive(Clone, Default)]
pub struct Brokers(Arc<[Registered]>);

impl Brokers {
    /// These.
    #[must_use]
    pub fn new(brokers: impl IntoIterator<Item = Registered>) -> Self {
        Self(brokers.into_iter().collect())
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Registered] {
        &self.0
    }

    /// The one of that name; none where it is no longer registered.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Registered> {
        self.0.iter().find(|registered| registered.name == name)
    }
}

impl fmt::Debug for Brokers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|registered| &registered.name)).finish()
    }
}
