//! What goes of vouchers with the person, and those of the demo.

use super::{demo, store};
use crate::jobs::Hooks;
use futures::FutureExt as _;

/// What this feature does besides its operations.
pub const HOOKS: Hooks = Hooks {
    forget: Some(|operation, user| store::forget_person(operation, user).boxed()),
    demo: Some(|app| demo::add(app).boxed()),
    ..Hooks::NONE
};
