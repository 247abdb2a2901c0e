//! The only window, document, storage and `Intl` of the console: everything that is the browser's and not the page's.
//!
//! Knows nothing of HQ. Functions here never fail loudly: where a browser refuses (storage switched off, an element
//! gone), the console goes on without.

pub mod calendar;
pub mod clipboard;
pub mod clock;
pub mod early;
pub mod errors;
pub mod events;
pub mod files;
pub mod history;
pub mod host;
pub mod intl;
pub mod page;
pub mod pointer;
pub mod random;
pub mod storage;
pub mod tab_storage;
pub mod tasks;
pub mod text;
pub mod theme;
pub mod timers;
pub mod words;

use wasm_bindgen::JsCast;
use web_sys::Window;

/// The window. There is one wherever a console runs; workers have none.
fn window() -> Option<Window> {
    js_sys::global().dyn_into().ok()
}
