//! What goes of sessions, browsers and tries to sign in; and how many were refused.

use super::store::{self, browsers, tries};
use crate::{
    jobs::{Hooks, Task},
    platform::metrics::Counter,
};
use futures::FutureExt as _;

/// What this feature does besides its operations.
pub const HOOKS: Hooks = Hooks {
    jobs: &[
        Task::new("forget_sessions", |app| store::forget_ended(app).boxed()),
        Task::new("forget_browsers", |app| browsers::forget_old(app).boxed()),
        Task::new("forget_sign_in_tries", |app| tries::forget_old(app).boxed()),
    ],
    forget: Some(|operation, user| browsers::forget_all(operation, user).boxed()),
    counters: &[&REFUSED],
    ..Hooks::NONE
};

/// Refused sign-ins, by what was wrong.
pub const REFUSED: Counter = Counter::new("hq_sign_ins_refused_total", "Sign-ins refused, by what was wrong")
    .by("wrong", &["password", "code"]);
