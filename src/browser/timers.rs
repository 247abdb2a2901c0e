//! Doing something later.

use super::window;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{AbortController, AbortSignal};

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

/// Does something in so many milliseconds, whatever becomes of the page that asked for it.
pub fn later(milliseconds: i32, action: impl FnOnce() + 'static) {
    if let Some(window) = window() {
        // Where there are no timers the action is not missed.
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(
            Closure::once_into_js(action).unchecked_ref(),
            milliseconds,
        );
    }
}

/// A moment at which a request is aborted, unless this is dropped before.
pub struct Deadline {
    controller: Option<AbortController>,
    _timer: Timer,
}

impl Deadline {
    /// In so many milliseconds.
    #[must_use]
    pub fn after(milliseconds: i32) -> Self {
        let controller = AbortController::new().ok();
        let aborted = controller.clone();
        let timer = after(milliseconds, move || {
            if let Some(controller) = aborted {
                controller.abort();
            }
        });
        Self { controller, _timer: timer }
    }

    /// What the request has to listen to.
    #[must_use]
    pub fn signal(&self) -> Option<AbortSignal> {
        self.controller.as_ref().map(AbortController::signal)
    }
}
