//! Dragging with mouse, pen or finger.

use super::{
    events::{Listener, listen},
    window,
};
use wasm_bindgen::JsCast;
use web_sys::{KeyboardEvent, MouseEvent};

/// How near to the edge of the window the page scrolls along, in pixels.
const EDGE: f64 = 72.0;
/// How far it scrolls at each move of the pointer, in pixels.
const STEP: f64 = 14.0;

/// Hears a drag that has begun, as long as it is kept: where the pointer is (in the window), and how it ended: `true`
/// where it was let go, `false` where it was broken off (Escape, or the browser took it over).
pub fn on_drag(over: impl Fn(f32, f32) + 'static, end: impl Fn(bool) + Clone + 'static) -> [Listener; 4] {
    let (dropped, cancelled, escaped) = (end.clone(), end.clone(), end);
    [
        listen("pointermove", move |event| {
            let pointer: &MouseEvent = event.unchecked_ref();
            scroll_along(f64::from(pointer.client_y()));
            #[expect(clippy::cast_precision_loss, reason = "no window is 2^24 pixels wide")]
            over(pointer.client_x() as f32, pointer.client_y() as f32);
        }),
        listen("pointerup", move |_| dropped(true)),
        listen("pointercancel", move |_| cancelled(false)),
        listen("keydown", move |event| {
            if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" {
                escaped(false);
            }
        }),
    ]
}

fn scroll_along(y: f64) {
    let Some(window) = window() else { return };
    let height = window.inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(f64::MAX);
    if y < EDGE {
        window.scroll_by_with_x_and_y(0.0, -STEP);
    } else if y > height - EDGE {
        window.scroll_by_with_x_and_y(0.0, STEP);
    }
}

/// Of the element at a point of the window, or the nearest around it that has the attribute: its value, and whether the
/// point is in its lower half.
#[must_use]
pub fn marked_at(x: f32, y: f32, attribute: &str) -> Option<(String, bool)> {
    let element = window()?.document()?.element_from_point(x, y)?;
    let marked = element.closest(&format!("[{attribute}]")).ok()??;
    let place = marked.get_bounding_client_rect();
    Some((marked.get_attribute(attribute)?, f64::from(y) > place.top() + place.height() / 2.0))
}
