//! The last resort: what a person sees when the console itself has broken.

use super::window;
use std::panic::{PanicHookInfo, set_hook};
use wasm_bindgen::JsValue;

/// Writes to the browser's console, for developers.
pub fn log(message: &str) {
    web_sys::console::error_1(&JsValue::from_str(message));
}

/// From now on a panic is logged and lifts the page's own message (`<div id="broken">` of index.html) over the
/// page. WebAssembly cannot unwind: after a panic nothing of the app may run again, so this uses the bare document.
pub fn catch_panics() {
    set_hook(Box::new(|panic: &PanicHookInfo| {
        log(&panic.to_string());
        show_broken();
    }));
}

fn show_broken() -> Option<()> {
    let document = window()?.document()?;
    let message = document.get_element_by_id("broken")?;
    while let Some(link) = message.query_selector("a:not([href])").ok()? {
        link.set_attribute("href", "").ok()?;
    }
    message.remove_attribute("hidden").ok()
}
