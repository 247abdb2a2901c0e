//! The features whose things brokers make: one list.

use crate::{
    brokers::Owners,
    dataplants::Dataplants,
    storage_engines::{Credentials, StorageEngines},
};

/// The features, each once.
pub static OWNERS: Owners = &[&StorageEngines, &Credentials, &Dataplants];
