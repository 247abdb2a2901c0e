//! What happens to subscriptions as time goes by, what goes of them with the person, and those of the demo.

use super::{demo, store::rows, watch};
use crate::jobs::Hooks;
use futures::FutureExt as _;

/// What this feature does besides its operations.
pub const HOOKS: Hooks = Hooks {
    workers: &[|app, stop| watch::run(app, stop).boxed()],
    forget: Some(|operation, user| rows::forget_person(operation, user).boxed()),
    demo: Some(|app| demo::add(app).boxed()),
    ..Hooks::NONE
};
