//! Asking again while something moves, and counting the seconds meanwhile.

use crate::browser::{clock, events, page, timers, timers::Timer};
use leptos::prelude::*;

/// How long to wait before asking again for the first time, in milliseconds.
const FIRST_PAUSE: i32 = 1_000;
/// The longest wait.
const LONGEST_PAUSE: i32 = 10_000;
/// A second.
const SECOND: i32 = 1_000;

/// Something that is done again and again while it is wanted, and while the tab is seen.
struct Repeated<R> {
    timer: StoredValue<Option<Timer>, LocalStorage>,
    /// Whether it was due while the tab was hidden.
    due: StoredValue<bool>,
    act: StoredValue<R, LocalStorage>,
}

impl<R> Clone for Repeated<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Repeated<R> {}

impl<R: Fn() -> i32 + Clone + 'static> Repeated<R> {
    /// `act` does it, and says in how many milliseconds again.
    fn new(act: R) -> Self {
        let repeated = Self {
            timer: StoredValue::new_local(None),
            due: StoredValue::new(false),
            act: StoredValue::new_local(act),
        };
        let seen = StoredValue::new_local(Some(events::on_seen(move || {
            if repeated.due.try_get_value() == Some(true) {
                repeated.run();
            }
        })));
        on_cleanup(move || {
            seen.try_set_value(None);
            repeated.stop();
        });
        repeated
    }

    fn start(self, pause: i32) {
        let timer = timers::after(pause, move || self.run());
        // The page may have been left.
        self.timer.try_set_value(Some(timer));
    }

    fn stop(self) {
        self.timer.try_set_value(None);
        self.due.try_set_value(false);
    }

    fn run(self) {
        let hidden = page::is_hidden();
        self.due.try_set_value(hidden);
        if !hidden && let Some(act) = self.act.try_get_value() {
            self.start(act());
        }
    }
}

/// Asks again while something moves: after a second at first, then less and less often, at least every ten seconds. Nothing
/// is asked while the last answer is on its way (`asking`) or the tab is hidden; once it is seen again, at once.
pub fn poll_while(
    moving: impl Into<Signal<bool>>,
    asking: impl Into<Signal<bool>>,
    ask: impl Fn() + Clone + 'static,
) {
    let (moving, asking) = (moving.into(), asking.into());
    let pause = StoredValue::new(FIRST_PAUSE);
    let repeated = Repeated::new(move || {
        if !asking.get_untracked() {
            ask();
            pause.update_value(|pause| *pause = pause.saturating_add(*pause / 4).min(LONGEST_PAUSE));
        }
        pause.get_value()
    });
    let moving = Memo::new(move |_| moving.get());
    Effect::new(move |_| {
        if moving.get() {
            pause.set_value(FIRST_PAUSE);
            repeated.start(FIRST_PAUSE);
        } else {
            repeated.stop();
        }
    });
}

/// Now, in seconds since 1970, by the second while it `counts`.
#[must_use]
pub fn seconds_while(counts: impl Into<Signal<bool>>) -> Signal<i64> {
    let (counts, now) = (counts.into(), RwSignal::new(clock::now()));
    let repeated = Repeated::new(move || {
        now.try_set(clock::now());
        SECOND
    });
    let counts = Memo::new(move |_| counts.get());
    Effect::new(move |_| {
        if counts.get() {
            now.set(clock::now());
            repeated.start(SECOND);
        } else {
            repeated.stop();
        }
    });
    now.into()
}
