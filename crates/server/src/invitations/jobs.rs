//! What goes of invitations as time goes by, and with their organization; and how many were reported.

use super::store;
use crate::{
    jobs::{Erased, Hooks, Task},
    platform::metrics::Counter,
};
use futures::{FutureExt as _, TryFutureExt as _};

/// What this feature does besides its operations.
pub const HOOKS: Hooks = Hooks {
    jobs: &[Task::new("forget_invitations", |app| store::forget_old(app).boxed())],
    erase: Some(|operation, organization| {
        store::erase(operation, organization).map_ok(|()| Erased::Done).boxed()
    }),
    counters: &[&REPORTED],
    ..Hooks::NONE
};

/// Invitations that somebody reported.
pub const REPORTED: Counter =
    Counter::new("hq_invitation_reports_total", "Invitations that somebody reported");
