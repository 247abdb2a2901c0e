//! What goes of runbooks with their organization.

use super::store;
use crate::jobs::{Erased, Hooks};
use futures::{FutureExt as _, TryFutureExt as _};

/// What this feature does besides its operations.
pub const HOOKS: Hooks = Hooks {
    erase: Some(|operation, organization| {
        store::erase(operation, organization).map_ok(|()| Erased::Done).boxed()
    }),
    ..Hooks::NONE
};
