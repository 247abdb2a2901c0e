//! Work that nobody waits for.

pub mod housekeeping;
mod job;

pub use job::{Job, Outcome};
