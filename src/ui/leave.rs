//! Leaving a field.

use leptos::prelude::*;

/// Tells that a field was left. Browsers send `blur` also when a focused field goes from the page; whoever wanted to
/// know has gone then, and that is fine.
pub fn left(on_leave: Option<Callback<()>>) {
    if let Some(on_leave) = on_leave {
        let _ = on_leave.try_run(());
    }
}
