//! Moving the focus when asked to.

use leptos::{
    prelude::*,
    wasm_bindgen::JsCast as _,
    web_sys::{Element, HtmlElement},
};

/// What can be typed into, chosen or pressed.
const OPERABLE: &str =
    "input:not([type=radio], :disabled), input[type=radio]:checked, select, textarea, button:not(:disabled)";

/// Gives the focus to the first of these inside an element, unless it is inside already.
pub(crate) fn focus_first_inside(element: &Element) {
    let find = |selector: &str| element.query_selector(selector).ok().flatten();
    if find(":focus").is_none()
        && let Some(first) = find(OPERABLE)
    {
        // What has just been found is there.
        let _ = first.unchecked_into::<HtmlElement>().focus();
    }
}

/// Runs `focus` whenever `asked` is notified, and once at the beginning if `at_first`.
pub(crate) fn focus_when(asked: Option<RwSignal<()>>, at_first: bool, focus: impl Fn() + 'static) {
    Effect::new(move |earlier: Option<()>| {
        if let Some(asked) = asked {
            asked.track();
        }
        if at_first || earlier.is_some() {
            focus();
        }
    });
}
