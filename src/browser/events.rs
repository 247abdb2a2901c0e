//! Things that happen to the window.

use super::window;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, EventTarget, HtmlAnchorElement, KeyboardEvent, MouseEvent, StorageEvent};

/// Listens as long as it is kept.
pub struct Listener {
    target: Option<EventTarget>,
    name: &'static str,
    callback: Closure<dyn FnMut(Event)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Some(target) = &self.target {
            // Removing what is not there is no error in any browser.
            let _ =
                target.remove_event_listener_with_callback(self.name, self.callback.as_ref().unchecked_ref());
        }
    }
}

/// Listens to the window.
pub(super) fn listen(name: &'static str, callback: impl FnMut(Event) + 'static) -> Listener {
    let callback = Closure::<dyn FnMut(Event)>::new(callback);
    let target = window().map(EventTarget::from);
    if let Some(target) = &target {
        // Fails for no window event.
        let _ = target.add_event_listener_with_callback(name, callback.as_ref().unchecked_ref());
    }
    Listener { target, name, callback }
}

/// The network went (`false`) or came (`true`), as far as the browser can tell.
pub fn on_network(change: impl Fn(bool) + Clone + 'static) -> [Listener; 2] {
    let came = change.clone();
    [listen("online", move |_| came(true)), listen("offline", move |_| change(false))]
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

/// The person went back or forward.
pub fn on_history(change: impl Fn() + 'static) -> Listener {
    listen("popstate", move |_| change())
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

/// A plain click on a link to a page of this site: `follow` gets its path with query, and answers whether it has gone
/// there. Clicks that ask for another tab, a download or a place in this page stay the browser's.
pub fn on_link(follow: impl Fn(&str) -> bool + 'static) -> Listener {
    listen("click", move |event| {
        let click: &MouseEvent = event.unchecked_ref();
        let held = click.meta_key() || click.ctrl_key() || click.shift_key() || click.alt_key();
        if click.default_prevented() || click.button() != 0 || held {
            return;
        }
        if let Some(path) = link_of(click)
            && follow(&path)
        {
            click.prevent_default();
        }
    })
}

fn link_of(click: &MouseEvent) -> Option<String> {
    let element = click.target()?.dyn_into::<Element>().ok()?;
    let link: HtmlAnchorElement = element.closest("a[href]").ok()??.unchecked_into();
    let elsewhere = !matches!(link.target().as_str(), "" | "_self") || link.has_attribute("download");
    if elsewhere || link.origin() != window()?.location().origin().ok()? || !link.hash().is_empty() {
        return None;
    }
    Some(format!("{}{}", link.pathname(), link.search()))
}
