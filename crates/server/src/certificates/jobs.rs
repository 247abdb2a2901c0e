//! Who is warned of certificates, under which key theirs lie, and what goes with their organization.

use super::{store, warn};
use crate::jobs::{Erased, Hooks, Task};
use futures::{FutureExt as _, TryFutureExt as _};

/// What this feature does besides its operations.
pub const HOOKS: Hooks = Hooks {
    jobs: &[Task::new("warn_of_certificates", |app| warn::warn(app).boxed())],
    seal_anew: Some(|app| warn::seal_anew(app).boxed()),
    erase: Some(|operation, organization| {
        store::remove_all(operation, organization).map_ok(|()| Erased::Done).boxed()
    }),
    ..Hooks::NONE
};
