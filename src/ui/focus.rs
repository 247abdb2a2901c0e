//! Moving the focus when asked to.

use leptos::prelude::*;

/// Runs `focus` whenever `asked` is notified, and once at the beginning if `at_first`.
pub(crate) fn focus_when(asked: Option<RwSignal<()>>, at_first: bool, focus: impl Fn() + 'static) {
    Effect::new(move |earlier: Option<()>| {
        if let Some(asked) = asked {
            asked.track();
        }
        if at_first || earlier.is_some() {
            focus();
        }
    });
}
