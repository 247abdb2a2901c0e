//! Something that need not be seen at first.

use super::{Icon, icon::glyph};
use leptos::prelude::*;

/// What opens at a press (ARIA: native `details`). What is inside stays as it was when it closes; `on_open`
/// hears of each turn, opening first.
#[component]
pub fn Disclosure(
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] on_open: Option<Callback<()>>,
    children: Children,
) -> AnyView {
    let toggled = move |_| {
        if let Some(on_open) = on_open {
            on_open.run(());
        }
    };
    view! {
        <details class="disclosure" on:toggle=toggled>
            <summary class="disclosure-label">
                <Icon glyph=glyph::CHEVRON_RIGHT mirror=true />
                {label}
            </summary>
            <div class="disclosure-body">{children()}</div>
        </details>
    }
    .into_any()
}
