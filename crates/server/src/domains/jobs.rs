//! Looking for domains as time goes by, and what goes of them with their organization.

use super::{store, watch};
use crate::jobs::{Erased, Hooks};
use futures::{FutureExt as _, TryFutureExt as _};

/// What this feature does besides its operations.
pub const HOOKS: Hooks = Hooks {
    workers: &[|app, stop| watch::watch(app, stop).boxed()],
    erase: Some(|operation, organization| {
        store::release_all(operation, organization).map_ok(|()| Erased::Done).boxed()
    }),
    ..Hooks::NONE
};
