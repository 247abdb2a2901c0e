//! The embedded broker on a real PostgreSQL server and on files, its front door, and its API.

mod bindings;
mod dataplants;
mod engines;
mod front_door;
mod injection;
mod kills;
mod operations;
mod operator;
mod rotation;
mod served;
mod support;
mod tenants;
