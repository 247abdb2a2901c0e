//! Work that nobody waits for.

mod hooks;
pub mod housekeeping;
mod job;
mod task;

pub use hooks::{Erase, Erased, Forget, Hooks, Work};
pub use job::{Job, Outcome};
pub use task::{EVERY, Once, Task};
