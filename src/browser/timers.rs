//! Doing something later.

use super::window;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::AbortSignal;

/// Something that will happen, unless this is dropped before.
pub struct Timer {
    id: Option<i32>,
    _callback: Closure<dyn FnMut()>,
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let (Some(window), Some(id)) = (window(), self.id) {
            window.clear_timeout_with_handle(id);
        }
    }
}

/// Does something in so many milliseconds.
#[must_use]
pub fn after(milliseconds: i32, action: impl FnOnce() + 'static) -> Timer {
    let callback = Closure::once(action);
    let id = window().and_then(|window| {
        window
            .set_timeout_with_callback_and_timeout_and_arguments_0(
                callback.as_ref().unchecked_ref(),
                milliseconds,
            )
            .ok()
    });
    Timer { id, _callback: callback }
}

/// Aborts a request after so many milliseconds.
#[must_use]
pub fn abort_after(milliseconds: u32) -> AbortSignal {
    AbortSignal::timeout_with_u32(milliseconds)
}
