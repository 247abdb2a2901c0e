//! What goes of multi-factor authentication, and under which key its secrets lie.

use super::{secret, store};
use crate::jobs::{Hooks, Task};
use futures::FutureExt as _;

/// What this feature does besides its operations.
pub const HOOKS: Hooks = Hooks {
    jobs: &[Task::new("forget_mfa", |app| store::forget_old(app).boxed())],
    seal_anew: Some(|app| secret::seal_anew(app).boxed()),
    forget: Some(|operation, user| store::forget_person(operation, user).boxed()),
    ..Hooks::NONE
};
