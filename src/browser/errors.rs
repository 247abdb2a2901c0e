//! What developers see of the console's mistakes. The person is told by `public/boot.js`.

use std::panic::{PanicHookInfo, set_hook};
use wasm_bindgen::JsValue;

/// Writes to the browser's console, for developers.
pub fn log(message: &str) {
    web_sys::console::error_1(&JsValue::from_str(message));
}

/// From now on a panic says what and where it was. In the release build a panic says nothing and ends in the trap
/// alone, which `public/boot.js` sees in either.
pub fn log_panics() {
    set_hook(Box::new(|panic: &PanicHookInfo| log(&panic.to_string())));
}
