//! What goes of members with their organization, and with the person.

use super::store;
use crate::jobs::{Erased, Hooks};
use futures::{FutureExt as _, TryFutureExt as _};

/// What this feature does besides its operations.
pub const HOOKS: Hooks = Hooks {
    erase: Some(|operation, organization| {
        store::erase(operation, organization).map_ok(|()| Erased::Done).boxed()
    }),
    // In deleted organizations: who restores one finds nobody in it who is no more.
    forget: Some(|operation, user| store::forget_person(operation, user).boxed()),
    ..Hooks::NONE
};
