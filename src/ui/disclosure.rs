//! Something that need not be seen at first.

use super::{Icon, icon::glyph};
use leptos::prelude::*;

/// What opens at a press (ARIA: native `details`). What is inside stays as it was when it closes.
#[component]
pub fn Disclosure(#[prop(into)] label: Signal<String>, children: Children) -> AnyView {
    view! {
        <details class="disclosure">
            <summary class="disclosure-label">
                <Icon glyph=glyph::CHEVRON_RIGHT mirror=true />
                {label}
            </summary>
            <div class="disclosure-body">{children()}</div>
        </details>
    }
    .into_any()
}
