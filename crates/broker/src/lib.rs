//! The Open Service Broker protocol (OSB 2.17): HQ orders, a [`Broker`] makes.
//!
//! One trait, two implementations: the client of any broker by HTTP, and the broker that comes with HQ, which can be served
//! by HTTP too. What goes over the wire is [`osb`]. Nothing here knows HQ's organizations, members or database.

mod broker;
mod catalog;
pub mod http;
pub mod osb;
pub mod outcome;
pub mod schema;
#[cfg(feature = "testing")]
pub mod testing;
pub mod text;

mod ambient;
pub mod command;
pub mod embedded;
pub mod front_door;
mod net;
pub mod serve;

pub use ambient::{Clock, Random};
pub use broker::{Broker, BrokerError, BrokerResult, Fault, Identity, Reply, Uncertain};
pub use catalog::{LeftOut, MOST_PLANS};
