//! Dialogs whose state stands in the page's address.

use leptos::prelude::*;

/// Whether a dialog is open: while the address names it. Closing it runs `end`, which takes it out of the address.
#[must_use]
pub fn named_dialog(named: Memo<bool>, end: impl Fn() + 'static) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        let named = named.get();
        if open.get_untracked() != named {
            open.set(named);
        }
    });
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true) && !now && named.get_untracked() {
            end();
        }
        now
    });
    open
}
