//! The features whose things brokers make: one list.

use crate::brokers::Owners;

/// The features, each once.
pub static OWNERS: Owners = &[];
