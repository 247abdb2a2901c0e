//! A mouse and a finger: what lies under them when they go down and when they come up decides what is pressed.

use crate::stage::{fire, settle, wait};
use js_sys::Function;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// What presses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// A mouse that has come from elsewhere.
    Mouse,
    /// A mouse that rests there already.
    Resting,
    /// A finger: the browser makes a mouse's events of it when it has gone.
    Finger,
}

/// Whatever presses.
pub const POINTERS: [Pointer; 3] = [Pointer::Mouse, Pointer::Resting, Pointer::Finger];

/// The buttons of a mouse (UI Events, 3.5.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseButton {
    /// The one that clicks; a finger has it too.
    Main = 0,
    /// The one that opens the browser's menu.
    Secondary = 2,
}

/// Lets a button go down or up on an element, as browsers tell it.
pub fn tell(element: &Element, name: &str, button: MouseButton) {
    let dispatch = Function::new_with_args(
        "name, button",
        "const Kind = name.startsWith('pointer') ? PointerEvent : MouseEvent;
        this.dispatchEvent(new Kind(name, {bubbles: true, cancelable: true, button}));",
    );
    dispatch.call2(element, &name.into(), &f64::from(button as u8).into()).unwrap();
}

/// Presses the place where the element is at first. Where something else lies there when the pointer comes up, the element is
/// not pressed.
pub async fn press_at(element: &HtmlElement, pointer: Pointer) {
    element.scroll_into_view();
    settle().await;
    let place = element.get_bounding_client_rect();
    #[expect(clippy::cast_possible_truncation, reason = "no page is 2^24 pixels high")]
    let (x, y) = ((place.x() + place.width() / 2.0) as f32, (place.y() + place.height() / 2.0) as f32);
    if pointer != Pointer::Resting {
        fire(&under(x, y), "pointerover");
        settle().await;
    }
    tell(&under(x, y), "pointerdown", MouseButton::Main);
    // What follows from an event is in microtasks, which are done before the next one.
    wait(0).await;
    if pointer == Pointer::Finger {
        tell(&under(x, y), "pointerup", MouseButton::Main);
        fire(&under(x, y), "pointerleave");
        wait(50).await;
    }
    let down = under(x, y);
    tell(&down, "mousedown", MouseButton::Main);
    let button = down.closest("button:enabled").unwrap();
    if let Some(button) = &button {
        button.unchecked_ref::<HtmlElement>().focus().unwrap();
    }
    wait(0).await;
    let up = under(x, y);
    if pointer != Pointer::Finger {
        tell(&up, "pointerup", MouseButton::Main);
    }
    tell(&up, "mouseup", MouseButton::Main);
    match button {
        Some(button) if button.contains(Some(&up)) => button.unchecked_into::<HtmlElement>().click(),
        _ => fire(&up, "click"),
    }
    settle().await;
}

fn under(x: f32, y: f32) -> Element {
    web_sys::window().unwrap().document().unwrap().element_from_point(x, y).expect("it is in the window")
}
