//! What goes of changes of addresses as time goes by, and with the person.

use super::store;
use crate::jobs::{Hooks, Task};
use futures::FutureExt as _;

/// What this feature does besides its operations.
pub const HOOKS: Hooks = Hooks {
    jobs: &[Task::new("forget_email_changes", |app| store::forget_old(app).boxed())],
    forget: Some(|operation, user| store::forget_person(operation, user).boxed()),
    ..Hooks::NONE
};
