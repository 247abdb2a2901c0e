//! What goes of the rules that members had: as time goes by, with the organization, and with the person.

use super::store::former;
use crate::jobs::{Erased, Hooks, Task};
use futures::{FutureExt as _, TryFutureExt as _};

/// What this feature does besides its operations.
pub const HOOKS: Hooks = Hooks {
    jobs: &[Task::new("forget_rules", |app| former::forget_old(app).boxed())],
    erase: Some(|operation, organization| {
        former::erase(operation, organization).map_ok(|()| Erased::Done).boxed()
    }),
    forget: Some(|operation, user| former::forget_person(operation, user).boxed()),
    ..Hooks::NONE
};
