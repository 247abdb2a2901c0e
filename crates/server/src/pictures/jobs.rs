//! What goes of pictures with the person.

use super::store;
use crate::jobs::Hooks;
use futures::FutureExt as _;

/// What this feature does besides its operations.
pub const HOOKS: Hooks =
    Hooks { forget: Some(|operation, user| store::forget(operation, user).boxed()), ..Hooks::NONE };
