//! A place in the test page for the view under test, and what a person does to it.

use leptos::{mount::UnmountHandle, prelude::*, tachys::view::any_view::AnyViewState};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Once,
};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Document, Element, Event, EventInit, HtmlElement, HtmlInputElement, KeyboardEvent, KeyboardEventInit,
};

thread_local! {
    /// The stages that stand: what to clean up, and what to take off the page. A test that panics drops none.
    static STANDING: RefCell<Vec<(Owner, HtmlElement)>> = const { RefCell::new(Vec::new()) };
    /// Whether a test has panicked since the last stage was mounted.
    static PANICKED: Cell<bool> = const { Cell::new(false) };
}

/// From now on what a panicking test leaves behind is cleared before the next stage is mounted. Not in the hook itself: what has just
/// panicked may still be borrowed.
fn watch_panics() {
    static WATCHED: Once = Once::new();
    WATCHED.call_once(|| {
        let others = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            PANICKED.set(true);
            others(panic);
        }));
    });
}

/// Takes the pages of failed tests away, and with them their listeners, or they would answer to the keys and clicks of the next.
fn clear_left_behind() {
    if PANICKED.replace(false) {
        let left = STANDING.take();
        left.iter().for_each(|(_, root)| root.remove());
        left.iter().for_each(|(owner, _)| owner.cleanup());
    }
}

/// A mounted view; leaves the page when dropped.
pub struct Stage {
    root: HtmlElement,
    /// The view's, which leptos_router's hook for redirects keeps for ever: cleaned up by hand, or the router of a page that
    /// has gone would still take the clicks on links.
    owner: Owner,
    _handle: UnmountHandle<AnyViewState>,
}

/// Mounts a view, and waits until it stands.
pub async fn mount(view: impl FnOnce() -> AnyView + 'static) -> Stage {
    watch_panics();
    clear_left_behind();
    let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&root).unwrap();
    let owner = Rc::new(RefCell::new(None));
    let kept = Rc::clone(&owner);
    let handle = leptos::mount::mount_to(root.clone(), move || {
        *kept.borrow_mut() = Owner::current();
        view()
    });
    let owner = owner.borrow_mut().take().unwrap();
    STANDING.with_borrow_mut(|standing| standing.push((owner.clone(), root.clone())));
    let stage = Stage { root, owner, _handle: handle };
    settle().await;
    stage
}

impl Drop for Stage {
    fn drop(&mut self) {
        STANDING.with_borrow_mut(|standing| standing.retain(|(_, root)| *root != self.root));
        self.owner.cleanup();
        self.root.remove();
    }
}

impl Stage {
    /// The only element of the view that fits.
    pub fn find(&self, selector: &str) -> HtmlElement {
        let found = self.all(selector);
        assert_eq!(found.len(), 1, "{selector} in {}", self.root.inner_html());
        found.into_iter().next().unwrap()
    }

    /// Every element of the view that fits.
    pub fn all(&self, selector: &str) -> Vec<HtmlElement> {
        let list = self.root.query_selector_all(selector).unwrap();
        (0..list.length()).map(|index| list.item(index).unwrap().unchecked_into()).collect()
    }

    /// The only button or link that is called so.
    pub fn named(&self, name: &str) -> HtmlElement {
        let mut found = self.all("button, a, [role=button]");
        found.retain(|element| unisolated(&element.text_content().unwrap()).trim() == name);
        assert_eq!(found.len(), 1, "{name:?} in {}", self.text());
        found.remove(0)
    }

    /// Presses the button or link that is called so.
    pub async fn press_named(&self, name: &str) {
        self.named(name).click();
        settle().await;
        settle().await;
    }

    /// What can be read.
    pub fn text(&self) -> String {
        unisolated(&self.root.inner_text())
    }

    /// Presses an element.
    pub async fn press(&self, selector: &str) {
        self.find(selector).click();
        settle().await;
    }

    /// Types a whole text into an input or textarea.
    pub async fn type_into(&self, selector: &str, text: &str) {
        let field: HtmlInputElement = self.find(selector).unchecked_into();
        field.set_value(text);
        fire(&field, "input");
        settle().await;
    }

    /// Presses a key where the focus is; whether the view let the browser go on with it.
    pub async fn key(&self, key: &str) -> bool {
        Self::keydown(key, false).await
    }

    /// The same while a word is put together, as in Japanese or Chinese.
    pub async fn key_composing(&self, key: &str) -> bool {
        Self::keydown(key, true).await
    }

    async fn keydown(key: &str, composing: bool) -> bool {
        let init = KeyboardEventInit::new();
        init.set_key(key);
        init.set_is_composing(composing);
        init.set_bubbles(true);
        init.set_cancelable(true);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
        let passed = focused().dispatch_event(&event).unwrap();
        settle().await;
        passed
    }
}

/// A text without what keeps names from right to left apart: nobody reads or hears it.
pub fn unisolated(text: &str) -> String {
    text.replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "")
}

/// Lets an event happen to an element.
pub fn fire(element: &Element, name: &str) {
    let init = EventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    element.dispatch_event(&Event::new_with_event_init_dict(name, &init).unwrap()).unwrap();
}

/// Lets an event happen to the window, such as `offline`.
pub fn fire_at_window(name: &str) {
    web_sys::window().unwrap().dispatch_event(&Event::new(name).unwrap()).unwrap();
}

/// The element that has the focus.
pub fn focused() -> HtmlElement {
    document().active_element().unwrap().unchecked_into()
}

/// An element of the page by its id.
pub fn by_id(id: &str) -> HtmlElement {
    document().get_element_by_id(id).unwrap_or_else(|| panic!("nothing has the id {id:?}")).unchecked_into()
}

/// An attribute that has to be there.
pub fn attribute(element: &Element, name: &str) -> String {
    element.get_attribute(name).unwrap_or_else(|| panic!("no {name}"))
}

/// Waits until all effects have run, those too that wait for a frame: on a busy machine frames come late.
pub async fn settle() {
    frame().await;
    wait(20).await;
    // A page on its way: the bar at the top says so, and the address is the former one until it is here.
    for _ in 0..200 {
        if !is_on_its_way() {
            break;
        }
        wait(10).await;
    }
    frame().await;
    wait(0).await;
}

fn is_on_its_way() -> bool {
    let document = web_sys::window().unwrap().document().unwrap();
    document.query_selector(".progress[data-busy]").unwrap().is_some()
}

/// Waits for the next frame.
async fn frame() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let go_on = Closure::once_into_js(move || resolve.call0(&resolve));
        web_sys::window().unwrap().request_animation_frame(go_on.unchecked_ref()).unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

/// As long as what can wait on a page waits, and is drawn.
pub async fn later() {
    wait(1700).await;
    settle().await;
}

/// Waits for so many milliseconds.
pub async fn wait(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let go_on = Closure::once_into_js(move || resolve.call0(&resolve));
        web_sys::window()
            .unwrap()
            .set_timeout_with_callback_and_timeout_and_arguments_0(go_on.unchecked_ref(), milliseconds)
            .unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

pub fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}
