//! What goes of what people were told, and under which key lies what a link puts back.

use super::store;
use crate::jobs::{Hooks, Task};
use futures::FutureExt as _;

/// What this feature does besides its operations.
pub const HOOKS: Hooks = Hooks {
    jobs: &[Task::new("forget_account_alerts", |app| store::forget_old(app).boxed())],
    seal_anew: Some(|app| store::seal_anew(app).boxed()),
    forget: Some(|operation, user| store::forget_person(operation, user).boxed()),
    ..Hooks::NONE
};
