//! Under which key lies what brokers are asked and have answered.

use super::sealed;
use crate::jobs::Hooks;
use futures::FutureExt as _;

/// What this feature does besides its operations.
pub const HOOKS: Hooks = Hooks { seal_anew: Some(|app| sealed::seal_anew(app).boxed()), ..Hooks::NONE };
