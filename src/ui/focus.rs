//! Moving the focus when asked to.

use leptos::{
    html,
    prelude::*,
    wasm_bindgen::JsCast as _,
    web_sys::{Element, FocusEvent, HtmlElement},
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

/// What had the focus before a part of the page took it, which will go.
#[derive(Clone, Copy)]
pub(crate) struct FocusBefore {
    part: NodeRef<html::Div>,
    before: StoredValue<Option<HtmlElement>, LocalStorage>,
}

impl FocusBefore {
    pub(crate) fn new(part: NodeRef<html::Div>) -> Self {
        Self { part, before: StoredValue::new_local(None) }
    }

    /// The part has got the focus, or something in it has.
    pub(crate) fn note(self, event: &FocusEvent) {
        // From nowhere where the window itself comes back: then what was known still holds.
        let Some(from) = event.related_target() else { return };
        let from = from.dyn_into::<HtmlElement>().ok();
        if !self.holds(from.as_deref()) {
            self.before.try_set_value(from);
        }
    }

    /// Before what has the focus goes, or the next Tab would begin at the head of the page: gives it back to where it was, or to
    /// the page's content where that has gone.
    pub(crate) fn give_back(self) {
        let Some(page) = self.part.try_get_untracked().flatten().and_then(|part| part.owner_document())
        else {
            return;
        };
        let content = page.query_selector("main").ok().flatten().and_then(|main| main.dyn_into().ok());
        for element in [self.before.try_get_value().flatten(), content].into_iter().flatten() {
            if self.holds(page.active_element().as_ref()) {
                // What cannot take it leaves it where it is.
                let _ = HtmlElement::focus(&element);
            }
        }
    }

    fn holds(self, element: Option<&Element>) -> bool {
        let part = self.part.try_get_untracked().flatten();
        part.is_some_and(|part| element.is_some_and(|element| part.contains(Some(element))))
    }
}
