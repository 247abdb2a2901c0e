//! Long tables, which are there to use before all of them is drawn.

use super::painted;
use leptos::prelude::*;

/// As many rows as a large window shows at once.
const WINDOW: usize = 20;

/// The items of a table as they change; at first only those that the window shows, until these have been painted: a page of
/// fifty rows takes a slow phone half a second to draw.
pub fn first_rows<T: Clone + PartialEq + Send + Sync + 'static>(items: Memo<Vec<T>>) -> Signal<Vec<T>> {
    let painted = painted(Memo::new(move |_| items.with(|items| !items.is_empty())));
    Signal::derive(move || {
        let shown = if painted.get() { usize::MAX } else { WINDOW };
        items.with(|items| items.iter().take(shown).cloned().collect())
    })
}
