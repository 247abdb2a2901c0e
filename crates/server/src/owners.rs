//! The features whose things brokers make: one list.

use crate::{
    brokers::Owners,
    storage_engines::{Credentials, StorageEngines},
};

/// The features, each once.
pub static OWNERS: Owners = &[&StorageEngines, &Credentials];
