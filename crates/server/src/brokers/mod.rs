//! What HQ orders from brokers, and how it becomes true: rows that say what is to be done, and workers that do it.
//!
//! A feature orders inside its own transaction ([`order`]): an instance, a binding, a removal. A worker ([`watch`]) takes
//! what is due, asks the broker, and writes down what follows ([`hq_broker::outcome`]), in one transaction with what the
//! feature makes of it ([`Owner`]). Whatever ends in between, a restart or another server goes on: an operation is due
//! again when its lease is over, and the same request with the same id is harmless.

pub mod catalogs;
pub mod embedded;
mod failure;
mod high_availability;
pub mod jobs;
mod offers;
pub mod order;
mod owner;
mod probe;
mod registered;
mod registry;
mod sealed;
mod send;
mod settle;
mod snapshot;
mod states;
mod steps;
pub mod store;
pub mod view;
mod work;

pub use high_availability::is_highly_available;
pub use offers::{FoundOffer, Offers};
pub use owner::{Ended, Owner, OwnerKind, Owners};
pub use registered::Registered;
pub use registry::Brokers;
pub use sealed::{seal_anew, unopenable};
pub use snapshot::Snapshot;
pub use states::{BindingState, InstanceState};
pub use work::{round, watch};
