//! The database: SQLite in one file, or PostgreSQL.
//!
//! Moments are `BIGINT` microseconds since 1970 (UTC), ids are UUIDs, closed lists are their wire names.

mod connect;
pub mod entity;
pub mod migration;
mod quick;
mod reads;
mod sql;

pub use connect::{Db, is_away};
pub use quick::Quick;
pub use reads::{Column, Reads, Row};
pub use sql::sql;
