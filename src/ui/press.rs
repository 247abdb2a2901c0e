//! Presses: what is pressed stays where it is until it is done with.
//!
//! A browser sends a click to what lies under the pointer both when it goes down and when it comes up (UI Events, 3.4). Between
//! the two it takes the focus from a field, which may then show that something is wrong with it, and the button would move away
//! from under the pointer: the press would be lost. So that what a form shows stays as it is until the press is over.

use leptos::{ev, prelude::*};
use std::{
    cell::{Cell, RefCell},
    time::Duration,
};

/// How long after the pointer came up no click comes any more. A phone sends it after a while, when it knows that the press is
/// neither a second one nor the beginning of a swipe.
const NO_CLICK: Duration = Duration::from_millis(500);

/// The number of the main button (UI Events, 3.5.1); a finger and a pen have it too.
const MAIN: i16 = 0;

/// Something to do.
type Task = Box<dyn FnOnce()>;

thread_local! {
    static WATCHED: Cell<bool> = const { Cell::new(false) };
    /// The number of the press that goes on.
    static PRESS: Cell<Option<u32>> = const { Cell::new(None) };
    static LAST: Cell<u32> = const { Cell::new(0) };
    static WAITING: RefCell<Vec<Task>> = const { RefCell::new(Vec::new()) };
    /// Whether what is shown stays as it is.
    static STILL: ArcRwSignal<bool> = ArcRwSignal::new(false);
}

/// Does something at once, or after the press that goes on.
pub(super) fn after_press(run: impl FnOnce() + 'static) {
    watch();
    if PRESS.get().is_some() {
        WAITING.with_borrow_mut(|waiting| waiting.push(Box::new(run)));
    } else {
        run();
    }
}

/// What is shown of something that may change the height of a form: it waits while a press goes on, or [`hold`] says so.
pub(super) fn steady<T>(source: Signal<T>) -> Signal<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    watch();
    let still = STILL.with(Clone::clone);
    Memo::new(move |before: Option<&T>| match before {
        Some(before) if still.get() => before.clone(),
        _ => source.get(),
    })
    .into()
}

/// Keeps what is shown as it is, until [`let_go`] or the end of the next press. Whoever calls it lets go when it leaves the page.
pub(super) fn hold() {
    watch();
    set_still(true);
}

/// Shows what there is, unless a press goes on.
pub(super) fn let_go() {
    if PRESS.get().is_none() {
        set_still(false);
    }
}

fn set_still(still: bool) {
    STILL.with(|signal| {
        if signal.get_untracked() != still {
            signal.set(still);
        }
    });
}

/// Hears all presses of the page, for as long as it is open.
fn watch() {
    if WATCHED.replace(true) {
        return;
    }
    // Of a touch the browser makes `mousedown` when the finger has gone; what it takes the focus from hears of it then.
    window_event_listener(ev::pointerdown, |event| begin(event.button()));
    window_event_listener(ev::mousedown, |event| begin(event.button()));
    window_event_listener(ev::pointerup, |_| end_in(NO_CLICK));
    window_event_listener(ev::pointercancel, |_| end_in(Duration::ZERO));
    // Whatever the click does is done first.
    window_event_listener(ev::click, |_| end_in(Duration::ZERO));
}

/// Only the main button makes a click (UI Events, 3.5.6). The menu that another one opens may keep the end of its press for itself.
fn begin(button: i16) {
    if button != MAIN {
        return;
    }
    let press = LAST.get().wrapping_add(1);
    LAST.set(press);
    PRESS.set(Some(press));
    set_still(true);
}

fn end_in(time: Duration) {
    if let Some(press) = PRESS.get() {
        set_timeout(move || end(press), time);
    }
}

fn end(press: u32) {
    if PRESS.get() != Some(press) {
        return;
    }
    PRESS.set(None);
    for run in WAITING.take() {
        run();
    }
    set_still(false);
}
