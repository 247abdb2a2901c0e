//! The document as a whole: title, language, focus, and what index.html tells.

use super::window;
use js_sys::Promise;
use std::future::Future;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, HtmlElement, HtmlLinkElement};

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

/// Where the page comes from: `https://hq.example.org`.
#[must_use]
pub fn origin() -> String {
    window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// Whether nobody can see the page: its tab is behind another one, or its window is.
#[must_use]
pub fn is_hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}

/// Goes to the top of the page.
pub fn scroll_to_top() {
    scroll_to(0.0);
}

/// Goes to a place on the page, so many pixels from its top, or to its end where it is shorter.
pub fn scroll_to(place: f64) {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, place);
    }
}

/// How many pixels of the page are above what is seen.
#[must_use]
pub fn scrolled() -> f64 {
    window().and_then(|window| window.scroll_y().ok()).unwrap_or_default()
}

/// Moves the focus to the first element that a selector finds.
pub fn focus(selector: &str) -> bool {
    let find = || document()?.query_selector(selector).ok()??.dyn_into::<HtmlElement>().ok();
    find().is_some_and(|element| element.focus().is_ok())
}

/// Whether something on the page is found by a selector.
#[must_use]
pub fn has(selector: &str) -> bool {
    document().is_some_and(|document| document.query_selector(selector).is_ok_and(|found| found.is_some()))
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

/// Asks for the styles that the first pages do without, where the page tells where they are; to be waited for until they
/// are here.
pub fn later_styles() -> impl Future<Output = ()> {
    let loaded = ask_later_styles();
    async move {
        if let Some(loaded) = loaded {
            // A page without its styles is better than none.
            let _ = JsFuture::from(loaded).await;
        }
    }
}

/// Nothing where they are here, or the page has none.
fn ask_later_styles() -> Option<Promise> {
    let href = meta("hq-later");
    let find = || document()?.query_selector(&format!("link[rel=stylesheet][href=\"{href}\"]")).ok()?;
    let add = || {
        let link = document()?.create_element("link").ok()?;
        link.set_attribute("rel", "stylesheet").ok()?;
        link.set_attribute("href", &href).ok()?;
        document()?.head()?.append_child(&link).ok()?;
        Some(link)
    };
    if href.is_empty() {
        return None;
    }
    let link: HtmlLinkElement = find().or_else(add)?.dyn_into().ok()?;
    if link.sheet().is_some() {
        return None;
    }
    Some(Promise::new(&mut |resolve, _| {
        for event in ["load", "error"] {
            // Fails for no element of a page.
            let _ = link.add_event_listener_with_callback(event, &resolve);
        }
    }))
}

/// Whether the keyboard has a ⌘ key instead of Ctrl.
#[must_use]
pub fn on_mac() -> bool {
    window()
        .and_then(|window| window.navigator().user_agent().ok())
        .is_some_and(|agent| agent.contains("Mac OS") || agent.contains("Macintosh"))
}
