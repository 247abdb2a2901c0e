//! What goes of storage engines as time goes by, and with their organization.

use super::store::{days, removal};
use crate::jobs::{Hooks, Task};
use futures::FutureExt as _;

/// What this feature does besides its operations.
pub const HOOKS: Hooks = Hooks {
    jobs: &[Task::new("forget_storage_days", |app| days::forget_old(app).boxed())],
    erase: Some(|operation, organization| removal::erase(operation, organization).boxed()),
    ..Hooks::NONE
};
