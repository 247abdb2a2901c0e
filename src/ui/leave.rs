//! Leaving a field.

use leptos::prelude::*;

/// Runs `on_leave` after a `blur`. Browsers send `blur` also when a focused field is removed from the page; the callback
/// may be disposed then, which is fine.
pub fn left(on_leave: Option<Callback<()>>) {
    if let Some(on_leave) = on_leave {
        let _ = on_leave.try_run(());
    }
}
