//! Charging cards as time goes by.

use crate::jobs::Hooks;
use futures::FutureExt as _;

/// What this feature does besides its operations.
pub const HOOKS: Hooks = Hooks { workers: &[|app, stop| super::watch(app, stop).boxed()], ..Hooks::NONE };
