//! What is typed, once nobody types any more.

use leptos::prelude::*;
use std::time::Duration;

/// How long nothing is typed before the server is asked.
pub const TYPING_PAUSE: Duration = Duration::from_millis(250);

/// What is typed, without the space around it, once nothing has been typed for a while.
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

/// Runs `then` with a value, the first one too, once none of the signals that it reads has changed for a while; not at
/// all where the page has gone by then.
pub fn watch_debounced<T: 'static>(
    value: impl Fn() -> T + 'static,
    pause: Duration,
    then: impl FnMut(T) + 'static,
) {
    let mut later = debounce(pause, then);
    Effect::new(move |_| later(value()));
}
