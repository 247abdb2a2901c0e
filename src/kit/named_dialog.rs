//! Dialogs whose state stands in the page's address.

use leptos::prelude::*;

/// Whether a dialog is open: while the address names it and it `may` be asked. Closing it runs `end`, which takes it out of the
/// address; so does what makes it pointless, or it would open by itself once it may be asked again.
#[must_use]
pub fn named_dialog(named: Memo<bool>, may: Signal<bool>, end: impl Fn() + 'static) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        let opens = named.get() && may.get();
        if open.get_untracked() != opens {
            open.set(opens);
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
