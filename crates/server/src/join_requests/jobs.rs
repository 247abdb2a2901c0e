//! What goes of requests to join as time goes by, and with their organization.

use super::store;
use crate::jobs::{Erased, Hooks, Task};
use futures::{FutureExt as _, TryFutureExt as _};

/// What this feature does besides its operations.
pub const HOOKS: Hooks = Hooks {
    jobs: &[Task::new("forget_join_requests", |app| store::forget_old(app).boxed())],
    erase: Some(|operation, organization| {
        store::erase(operation, organization).map_ok(|()| Erased::Done).boxed()
    }),
    ..Hooks::NONE
};
