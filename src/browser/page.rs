//! The document as a whole: title, language, focus, and what index.html tells.

use super::window;
use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement};

fn document() -> Option<Document> {
    window()?.document()
}

/// Sets the document's title.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Says which language the page is in.
pub fn set_language(tag: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        // `lang` is a valid attribute name.
        let _ = root.set_attribute("lang", tag);
    }
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = window() {
        // A browser that refuses leaves the page as it is.
        let _ = window.location().reload();
    }
}

/// Goes to the top of the page.
pub fn scroll_to_top() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Moves the focus to the first element that a selector finds.
pub fn focus(selector: &str) -> bool {
    let find = || document()?.query_selector(selector).ok()??.dyn_into::<HtmlElement>().ok();
    find().is_some_and(|element| element.focus().is_ok())
}

/// Takes the element with this id off the page.
pub fn remove(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        element.remove();
    }
}

/// What a `<meta name=…>` of the page says; empty where there is none.
#[must_use]
pub fn meta(name: &str) -> String {
    let find = || {
        let element = document()?.query_selector(&format!("meta[name={name}]")).ok()??;
        element.get_attribute("content")
    };
    find().unwrap_or_default()
}

/// Asks for the styles of the pages that come later, where the page tells where they are; once.
pub fn later_styles() {
    let href = meta("hq-later");
    if href.is_empty() {
        return;
    }
    let add = || {
        let document = document()?;
        if document.query_selector(&format!("link[href=\"{href}\"]")).ok()?.is_none() {
            let link = document.create_element("link").ok()?;
            link.set_attribute("rel", "stylesheet").ok()?;
            link.set_attribute("href", &href).ok()?;
            document.head()?.append_child(&link).ok()?;
        }
        Some(())
    };
    // A page without a head shows nothing anyway.
    let _ = add();
}

/// Whether the keyboard has a ⌘ key instead of Ctrl.
#[must_use]
pub fn on_mac() -> bool {
    window()
        .and_then(|window| window.navigator().user_agent().ok())
        .is_some_and(|agent| agent.contains("Mac OS") || agent.contains("Macintosh"))
}
