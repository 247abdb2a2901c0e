//! The clipboard.

use super::window;
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Puts a text on the clipboard; `then` hears whether it is there. Browsers refuse it to pages without https, and when
/// nothing was pressed a moment ago.
pub fn copy(text: &str, then: impl FnOnce(bool) + 'static) {
    let writing = window().map(|window| window.navigator()).and_then(|navigator| {
        // Where there is no clipboard, the property is undefined, whatever the binding's type says.
        let there = Reflect::get(&navigator, &JsValue::from_str("clipboard")).ok()?;
        (!there.is_undefined()).then(|| navigator.clipboard().write_text(text))
    });
    spawn_local(async move {
        let copied = match writing {
            Some(writing) => JsFuture::from(writing).await.is_ok(),
            None => false,
        };
        then(copied);
    });
}
