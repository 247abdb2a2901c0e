//! What this tab remembers until it is closed. Where storage is switched off, nothing is remembered.

use super::window;
use web_sys::Storage;

fn storage() -> Option<Storage> {
    window()?.session_storage().ok()?
}

/// Everything under which something is stored.
#[must_use]
pub fn keys() -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let count = storage.length().unwrap_or(0);
    (0..count).filter_map(|index| storage.key(index).ok().flatten()).collect()
}

/// What is stored under a key.
#[must_use]
pub fn get(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

/// Stores a text under a key, or forgets the key.
pub fn set(key: &str, value: Option<&str>) {
    if let Some(storage) = storage() {
        // A full or forbidden store forgets; that is all.
        let _ = match value {
            Some(value) => storage.set_item(key, value),
            None => storage.remove_item(key),
        };
    }
}
