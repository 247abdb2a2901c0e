//! Debounced input.

use leptos::prelude::*;
use std::time::Duration;

/// How long to wait after the last key before a request is sent.
pub const TYPING_PAUSE: Duration = Duration::from_millis(250);

/// The trimmed text, once nothing has been typed for a while.
#[must_use]
pub fn debounced(typed: RwSignal<String>, pause: Duration) -> Signal<String> {
    let trimmed = move |text: &String| text.trim().to_owned();
    let debounced = RwSignal::new(typed.with_untracked(trimmed));
    watch_debounced(
        move || typed.with(trimmed),
        pause,
        move |text| {
            if debounced.with_untracked(|debounced| *debounced != text) {
                debounced.set(text);
            }
        },
    );
    debounced.into()
}

/// Runs `then` with a value once the signals that it reads have not changed for a while; with the first value too, and not
/// at all if the page has been left by then.
pub fn watch_debounced<T: 'static>(
    value: impl Fn() -> T + 'static,
    pause: Duration,
    then: impl FnMut(T) + 'static,
) {
    let mut later = debounce(pause, then);
    Effect::new(move |_| later(value()));
}
