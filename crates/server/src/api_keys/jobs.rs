//! Who is warned of API keys, what goes of them, and those of the demo.

use super::{demo, store, tell};
use crate::jobs::{Erased, Hooks, Task};
use futures::{FutureExt as _, TryFutureExt as _};

/// What this feature does besides its operations.
pub const HOOKS: Hooks = Hooks {
    jobs: &[
        Task::new("warn_of_api_keys", |app| tell::warn(app).boxed()),
        Task::new("forget_api_key_secrets", |app| store::forget_old(app).boxed()),
    ],
    erase: Some(|operation, organization| {
        store::erase(operation, organization).map_ok(|()| Erased::Done).boxed()
    }),
    demo: Some(|app| demo::add(app).boxed()),
    ..Hooks::NONE
};
