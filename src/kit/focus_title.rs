//! Where the focus goes when what had it goes.

use crate::browser::page;
use leptos::prelude::*;

/// The page's title takes the focus with the next frame: after a dialog has given it back to a button, and that has gone with its
/// row (WCAG 2.4.3).
pub fn focus_title() {
    request_animation_frame(|| {
        page::focus("h1");
    });
}
