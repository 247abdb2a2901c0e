//! Storage engines: the database systems behind an organization's dataplants.

mod owner;
pub mod store;

pub use owner::{Credentials, StorageEngines};
