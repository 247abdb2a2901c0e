//! Moving the focus when asked to.

use leptos::prelude::*;

/// Runs `focus` whenever `asked` is notified, and `at_first` too. Boxed: one effect for every kind of control.
pub(crate) fn focus_when(asked: Option<RwSignal<()>>, at_first: bool, focus: Box<dyn Fn()>) {
    Effect::new(move |earlier: Option<()>| {
        if let Some(asked) = asked {
            asked.track();
        }
        if at_first || earlier.is_some() {
            focus();
        }
    });
}
