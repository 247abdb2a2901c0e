//! The embedded broker on a real PostgreSQL server and on files, its front door, and its API.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at once"
)]

mod bindings;
mod dataplants;
mod engines;
mod front_door;
mod injection;
mod journal;
mod kills;
mod operations;
mod operator;
mod rotation;
mod served;
mod support;
mod tenants;
