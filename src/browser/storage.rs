//! What the browser remembers between visits. Where storage is switched off, nothing is remembered.

use super::window;
use web_sys::Storage;

fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}

/// What is stored under a key.
#[must_use]
pub fn get(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

/// Stores a text under a key.
pub fn set(key: &str, value: &str) {
    if let Some(storage) = storage() {
        // A full or forbidden store forgets; that is all.
        let _ = storage.set_item(key, value);
    }
}

/// Forgets a key.
pub fn remove(key: &str) {
    if let Some(storage) = storage() {
        // As in `set`.
        let _ = storage.remove_item(key);
    }
}
