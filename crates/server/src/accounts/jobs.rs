//! What goes of sign-ups as time goes by.

use super::store;
use crate::jobs::{Hooks, Task};
use futures::FutureExt as _;

/// What this feature does besides its operations.
pub const HOOKS: Hooks =
    Hooks { jobs: &[Task::new("forget_sign_ups", |app| store::forget_old(app).boxed())], ..Hooks::NONE };
