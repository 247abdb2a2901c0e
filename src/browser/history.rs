//! The address bar.

use super::window;
use wasm_bindgen::JsValue;

/// Path and query of the page.
#[must_use]
pub fn path() -> String {
    let read = || {
        let location = window()?.location();
        Some(location.pathname().ok()? + &location.search().ok()?)
    };
    read().unwrap_or_else(|| "/".to_owned())
}

/// Goes to a path; the page before stays behind it.
pub fn push(path: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        // Refused only to pages that push hundreds of times a minute.
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(path));
    }
}

/// Puts a path in the place of this one.
pub fn replace(path: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        // As in `push`.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(path));
    }
}

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

/// Loads the page again.
pub fn reload() {
    if let Some(window) = window() {
        // Nothing forbids it to a top-level page.
        let _ = window.location().reload();
    }
}
