//! What goes of handing billing accounts over as time goes by.

use super::store::transfers;
use crate::jobs::{Hooks, Task};
use futures::FutureExt as _;

/// What this feature does besides its operations.
pub const HOOKS: Hooks =
    Hooks { jobs: &[Task::new("forget_transfers", |app| transfers::forget_old(app).boxed())], ..Hooks::NONE };
