//! The address bar.

use super::window;
use js_sys::Reflect;
use wasm_bindgen::JsValue;

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

/// The entry of the history that is shown, by the browser's own name, which stays when the entry gets another address (HTML,
/// Navigation API, `NavigationHistoryEntry.key`). A browser without it knows no more than the address.
#[must_use]
pub fn entry() -> String {
    let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok();
    let named = || {
        let navigation = get(window()?.as_ref(), "navigation")?;
        get(&get(&navigation, "currentEntry")?, "key")?.as_string()
    };
    named().unwrap_or_else(path_and_query)
}

/// Leaves the app for another page of this site.
pub fn leave_for(path: &str) {
    if let Some(window) = window() {
        // A path of this site is always a valid URL.
        let _ = window.location().assign(path);
    }
}
