//! What goes with an organization itself.

use super::store::logo;
use crate::jobs::{Erased, Hooks};
use futures::{FutureExt as _, TryFutureExt as _};

/// What this feature does besides its operations.
pub const HOOKS: Hooks = Hooks {
    erase: Some(|operation, organization| {
        logo::forget(operation, organization).map_ok(|()| Erased::Done).boxed()
    }),
    ..Hooks::NONE
};
