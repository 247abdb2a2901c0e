//! What brokers know of dataplants as time goes by, what goes of them, and that of the demo.

use super::{demo, store, store::deletions, watch};
use crate::jobs::{Erased, Hooks, Task};
use futures::{FutureExt as _, TryFutureExt as _};

/// What this feature does besides its operations.
pub const HOOKS: Hooks = Hooks {
    jobs: &[Task::new("forget_dataplant_deletions", |app| deletions::forget_old(app).boxed())],
    workers: &[|app, stop| watch::watch(app, stop).boxed()],
    erase: Some(|operation, organization| {
        store::erase(operation, organization).map_ok(|()| Erased::Done).boxed()
    }),
    forget: Some(|operation, user| store::forget_person(operation, user).boxed()),
    demo: Some(|app| demo::add(app).boxed()),
    ..Hooks::NONE
};
