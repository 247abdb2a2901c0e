//! What stands in the controls of the page. Not whatever fills one in says so: a password manager may set a value and send no
//! event, or `change` alone. So a control is also read before anything is done with it: when its form is sent, a button is
//! pressed, or the focus comes into the form; where a button waits for it, when the pointer comes.

use leptos::prelude::*;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

/// Whether there was something new.
type Reader = Rc<dyn Fn() -> bool>;

thread_local! {
    static READERS: RefCell<Vec<(u64, Reader)>> = const { RefCell::new(Vec::new()) };
    /// Whether something was taken up just now, of which what follows is not done yet.
    static FOLLOWS: Cell<bool> = const { Cell::new(false) };
}

/// Does something once what stands in every control of the page is taken up, and what follows from that is done too, such as
/// a slug that follows a name.
pub(super) fn after_reading(run: impl FnOnce() + 'static) {
    if read_controls() || FOLLOWS.get() {
        set_timeout(run, Duration::ZERO);
    } else {
        run();
    }
}

/// Takes up what stands in every control of the page; whether that was something new.
pub(super) fn read_controls() -> bool {
    let mut new = false;
    let ids: Vec<u64> = READERS.with_borrow(|readers| readers.iter().map(|(id, _)| *id).collect());
    for id in ids {
        // What one control says may take another from the page.
        let found = READERS.with_borrow(|readers| {
            readers.iter().find(|(other, _)| *other == id).map(|(_, read)| Rc::clone(read))
        });
        if let Some(read) = found {
            new |= read();
        }
    }
    if new {
        FOLLOWS.set(true);
        set_timeout(|| FOLLOWS.set(false), Duration::ZERO);
    }
    new
}

/// Runs `read` whenever the controls are read, as long as the one that calls this is on the page.
fn on_read(read: impl Fn() -> bool + 'static) {
    let id = READERS.with_borrow_mut(|readers| {
        let id = readers.last().map_or(0, |(id, _)| id + 1);
        readers.push((id, Rc::new(read)));
        id
    });
    on_cleanup(move || READERS.with_borrow_mut(|readers| readers.retain(|(other, _)| *other != id)));
}

/// The text of a control. An element that has another one than it was last given, or was last heard of, was filled in by
/// somebody.
#[derive(Clone, Copy)]
pub(super) struct Content {
    value: RwSignal<String>,
    seen: StoredValue<String>,
    /// How often the element is still to be given what `seen` says.
    under_way: StoredValue<u32>,
    on_change: Callback<String>,
    lines: bool,
}

impl Content {
    /// Of a control of one line; `read` asks the element.
    pub(super) fn line(value: RwSignal<String>, read: impl Fn() -> Option<String> + 'static) -> Self {
        Self::new(value, false, Callback::new(move |text| value.set(text)), read)
    }

    /// Of a control of several lines; `on_change` is told what somebody has put into it.
    pub(super) fn lines(
        value: RwSignal<String>,
        on_change: Callback<String>,
        read: impl Fn() -> Option<String> + 'static,
    ) -> Self {
        Self::new(value, true, on_change, read)
    }

    fn new(
        value: RwSignal<String>,
        lines: bool,
        on_change: Callback<String>,
        read: impl Fn() -> Option<String> + 'static,
    ) -> Self {
        let seen = StoredValue::new(value.get_untracked());
        let content = Self { value, seen, under_way: StoredValue::new(0), on_change, lines };
        on_read(move || read().is_some_and(|now| content.read(now)));
        content
    }

    /// What the element shall have; follows the value.
    pub(super) fn shown(self) -> String {
        let text = self.value.get();
        self.seen.set_value(text.clone());
        // Leptos gives an element its value in a microtask, which it queues after this: until then the element has another.
        self.under_way.update_value(|times| *times += 1);
        queue_microtask(move || {
            queue_microtask(move || {
                self.under_way.try_update_value(|times| *times -= 1);
            });
        });
        text
    }

    /// The element says that it was changed.
    pub(super) fn heard(self, now: String) {
        // Browsers send `blur` to what is taken from the page: nobody is left to be told.
        if self.seen.try_set_value(now.clone()).is_none() {
            self.on_change.try_run(now);
        }
    }

    /// The element has this now; whether that is something new.
    pub(super) fn read(self, now: String) -> bool {
        let has_it = self.under_way.try_get_value() == Some(0);
        let new = has_it && self.seen.try_with_value(|seen| self.is_given(seen, &now)) == Some(false);
        if new {
            self.heard(now);
        }
        new
    }

    /// Reads the element, where it is still on the page.
    pub(super) fn read_from(self, read: impl Fn() -> Option<String>) {
        if let Some(now) = read() {
            self.read(now);
        }
    }

    /// Whether an element that was given `text` has `now` (HTML, value sanitization algorithm).
    fn is_given(self, text: &str, now: &str) -> bool {
        if self.lines {
            now == text.replace("\r\n", "\n").replace('\r', "\n")
        } else {
            now == text || now.trim() == text.replace(['\r', '\n'], "").trim()
        }
    }
}

/// Whether a control is ticked.
#[derive(Clone, Copy)]
pub(super) struct Tick {
    seen: StoredValue<bool>,
    on_change: Callback<bool>,
}

impl Tick {
    /// `read` asks the element; `on_change` is told what somebody has made of it.
    pub(super) fn new(on_change: Callback<bool>, read: impl Fn() -> Option<bool> + 'static) -> Self {
        let tick = Self { seen: StoredValue::new(false), on_change };
        on_read(move || read().is_some_and(|now| tick.read(now)));
        tick
    }

    /// What the element shall be.
    pub(super) fn shown(self, ticked: bool) -> bool {
        self.seen.set_value(ticked);
        ticked
    }

    /// The element says that it was changed.
    pub(super) fn heard(self, now: bool) {
        if self.seen.try_set_value(now).is_none() {
            self.on_change.try_run(now);
        }
    }

    fn read(self, now: bool) -> bool {
        let new = self.seen.try_get_value().is_some_and(|seen| seen != now);
        if new {
            self.heard(now);
        }
        new
    }
}
