//! Things that happen to the window.

use super::window;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, EventTarget, HtmlAnchorElement, KeyboardEvent, StorageEvent};

/// Listens as long as it is kept.
pub struct Listener {
    target: Option<EventTarget>,
    name: &'static str,
    callback: Closure<dyn FnMut(Event)>,
    capture: bool,
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Some(target) = &self.target {
            // Removing what is not there is no error in any browser.
            let _ = target.remove_event_listener_with_callback_and_bool(
                self.name,
                self.callback.as_ref().unchecked_ref(),
                self.capture,
            );
        }
    }
}

/// Listens to the window.
pub(super) fn listen(name: &'static str, callback: impl FnMut(Event) + 'static) -> Listener {
    listen_in(name, callback, false)
}

/// Listens to the window, and hears what happens in it before anything else does (the capture phase).
fn listen_first(name: &'static str, callback: impl FnMut(Event) + 'static) -> Listener {
    listen_in(name, callback, true)
}

fn listen_in(name: &'static str, callback: impl FnMut(Event) + 'static, capture: bool) -> Listener {
    let callback = Closure::<dyn FnMut(Event)>::new(callback);
    let target = window().map(EventTarget::from);
    if let Some(target) = &target {
        // Fails for no window event.
        let _ = target.add_event_listener_with_callback_and_bool(
            name,
            callback.as_ref().unchecked_ref(),
            capture,
        );
    }
    Listener { target, name, callback, capture }
}

/// The network went (`false`) or came (`true`), as far as the browser can tell.
pub fn on_network(change: impl Fn(bool) + Clone + 'static) -> [Listener; 2] {
    let came = change.clone();
    [listen("online", move |_| came(true)), listen("offline", move |_| change(false))]
}

/// The page was scrolled, whoever did it.
pub fn on_scroll(scrolled: impl Fn() + 'static) -> Listener {
    listen("scroll", move |_| scrolled())
}

/// The browser went back or forward on this site.
pub fn on_back_or_forward(went: impl Fn() + 'static) -> Listener {
    listen("popstate", move |_| went())
}

/// The person does something: scrolls, presses a key, touches or clicks anything.
pub fn on_hands(does: impl Fn() + Clone + 'static) -> Vec<Listener> {
    let listens = |name| {
        let does = does.clone();
        listen(name, move |_| does())
    };
    ["wheel", "touchstart", "pointerdown", "keydown"].map(listens).into()
}

/// The page was hidden, and is seen again.
pub fn on_seen(seen: impl Fn() + 'static) -> Listener {
    // It bubbles from the document.
    listen("visibilitychange", move |_| {
        if !super::page::is_hidden() {
            seen();
        }
    })
}

/// Another tab changed what is stored under `key`.
pub fn on_stored_elsewhere(key: &'static str, change: impl Fn() + 'static) -> Listener {
    listen("storage", move |event| {
        let event: StorageEvent = event.unchecked_into();
        // No key at all: everything was cleared.
        if event.key().is_none_or(|changed| changed == key) {
            change();
        }
    })
}

/// A key was pressed anywhere.
#[derive(Clone, Debug)]
pub struct Press {
    /// Its name: `k`, `?`, `Escape`.
    pub key: String,
    /// Whether Ctrl or ⌘ was held.
    pub command: bool,
    /// Whether it went into something that takes text.
    pub in_text: bool,
}

/// Hears every key of the window; `true` says that the key has been used up.
pub fn on_press(press: impl Fn(&Press) -> bool + 'static) -> Listener {
    listen("keydown", move |event| {
        let key: &KeyboardEvent = event.unchecked_ref();
        if key.default_prevented() || key.is_composing() || key.alt_key() {
            return;
        }
        let in_text = key
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .and_then(|element| element.closest("input, textarea, select, [contenteditable]").ok().flatten())
            .is_some();
        if press(&Press { key: key.key(), command: key.ctrl_key() || key.meta_key(), in_text }) {
            key.prevent_default();
        }
    })
}

/// Leaves links to the browser that lead to no page of the console (a file, another program of this site) or to a place in
/// the page: leptos_router takes every other click on a link to this site. Hears the click before it does.
pub fn on_foreign_link(is_page: impl Fn(&str) -> bool + 'static) -> Listener {
    listen_first("click", move |event| {
        if let Some(link) = link_of(&event) {
            let path = [link.pathname(), link.search()].concat();
            if !link.hash().is_empty() || !is_page(&path) {
                link.set_rel("external");
            }
        }
    })
}

fn link_of(event: &Event) -> Option<HtmlAnchorElement> {
    let element = event.target()?.dyn_into::<Element>().ok()?;
    element.closest("a[href]").ok()??.dyn_into().ok()
}
