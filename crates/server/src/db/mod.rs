//! The database: SQLite in one file, or PostgreSQL.
//!
//! Moments are `BIGINT` microseconds since 1970 (UTC), ids are UUIDs, closed lists are their wire names.

mod connect;
pub mod entity;
pub mod migration;
mod sql;
mod steps;
pub mod whole;

pub use connect::{Db, is_away};
pub use sql::sql;
pub use steps::{Steps, steps};
