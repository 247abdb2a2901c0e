//! The database: SQLite in one file, or PostgreSQL.
//!
//! Moments are `BIGINT` microseconds since 1970 (UTC), ids are UUIDs, closed lists are their wire names.

pub mod ask;
mod connect;
pub mod duplicates;
pub mod entity;
mod fault;
mod kept;
mod keyset;
mod lane;
pub mod migration;
mod page_key;
mod patience;
mod pool;
mod quick;
mod reads;
mod ready;
mod reason;
mod sql;
mod steps;
mod transaction;
pub mod whole;

pub use connect::Db;
pub use fault::Fault;
pub use kept::kept;
pub use keyset::Keyset;
pub use patience::Patience;
pub use pool::{Connections, Pool};
pub use quick::Quick;
pub use reads::{Column, Joined, Reads, Row};
pub use reason::reason;
pub use sql::sql;
pub use steps::{Steps, steps};
pub use transaction::Transaction;
