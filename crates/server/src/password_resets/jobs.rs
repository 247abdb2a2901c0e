//! Answering requests for a new password, and what goes of them.

use super::{answer, store};
use crate::jobs::{Hooks, Task};
use futures::FutureExt as _;

/// What this feature does besides its operations.
pub const HOOKS: Hooks = Hooks {
    jobs: &[Task::new("forget_password_resets", |app| store::forget_old(app).boxed())],
    workers: &[|app, stop| answer::run(app, stop).boxed()],
    forget: Some(|operation, user| store::forget_person(operation, user).boxed()),
    ..Hooks::NONE
};
