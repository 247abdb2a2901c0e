//! The address bar.

use super::window;

/// Goes to where the person was before.
pub fn back() {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        // Nothing forbids it to a top-level page.
        let _ = history.back();
    }
}

/// Leaves the app for another page of this site.
pub fn leave_for(path: &str) {
    if let Some(window) = window() {
        // A path of this site is always a valid URL.
        let _ = window.location().assign(path);
    }
}
