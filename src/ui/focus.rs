//! Moving the focus when asked to.

use super::effect;
use leptos::prelude::*;

/// Runs `focus` whenever `asked` is notified, and `at_first` too. Boxed: one effect for every kind of control.
pub(crate) fn focus_when(asked: Option<RwSignal<()>>, at_first: bool, focus: Box<dyn Fn()>) {
    let mut now = at_first;
    effect(move || {
        if let Some(asked) = asked {
            asked.track();
        }
        if now {
            focus();
        }
        now = true;
    });
}
