//! What goes of requests for more, with the person.

use super::store::requests;
use crate::jobs::Hooks;
use futures::FutureExt as _;

/// What this feature does besides its operations.
pub const HOOKS: Hooks =
    Hooks { forget: Some(|operation, user| requests::forget_person(operation, user).boxed()), ..Hooks::NONE };
