//! Work that nobody waits for.

mod hooks;
pub mod housekeeping;
mod job;
mod task;

pub use crate::platform::metrics::Outcome;
pub use hooks::{Erase, Erased, Forget, Hooks, Work};
pub use job::Job;
pub use task::{EVERY, Once, Task};
