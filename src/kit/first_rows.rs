//! Long tables, which are there to use before all of them is drawn.

use leptos::prelude::*;
use std::time::Duration;

/// As many rows as a large window shows at once.
const WINDOW: usize = 20;

/// The items of a table as they change; at first only those that the window shows, until these have been painted: a page of
/// fifty rows takes a slow phone half a second to draw.
pub fn first_rows<T: Clone + PartialEq + Send + Sync + 'static>(items: Memo<Vec<T>>) -> Signal<Vec<T>> {
    let painted = RwSignal::new(false);
    let drawn = Memo::new(move |_| items.with(|items| !items.is_empty()));
    Effect::new(move |_| {
        if drawn.get() {
            // The frame is about to be painted, and what is set now is part of it: a task later it has been. The table may be gone.
            request_animation_frame(move || {
                set_timeout(
                    move || {
                        painted.try_set(true);
                    },
                    Duration::ZERO,
                );
            });
        }
    });
    Signal::derive(move || {
        let shown = if painted.get() { usize::MAX } else { WINDOW };
        items.with(|items| items.iter().take(shown).cloned().collect())
    })
}
