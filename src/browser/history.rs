//! The address bar.

use super::window;

/// Goes to where the person was before.
pub fn back() {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        // Nothing forbids it to a top-level page.
        let _ = history.back();
    }
}

/// The path in the address bar, with its query.
#[must_use]
pub fn path_and_query() -> String {
    let read = || {
        let location = window()?.location();
        Some([location.pathname().ok()?, location.search().ok()?].concat())
    };
    read().unwrap_or_default()
}

/// Leaves the app for another page of this site.
pub fn leave_for(path: &str) {
    if let Some(window) = window() {
        // A path of this site is always a valid URL.
        let _ = window.location().assign(path);
    }
}
