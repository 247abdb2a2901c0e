//! Content that is collapsed at first.

use super::{Icon, icon::glyph};
use leptos::prelude::*;

/// Content that expands and collapses (ARIA: native `details`). It keeps its state while it is collapsed; `on_open` is
/// called each time it is toggled, the first time when it opens. It opens by itself whenever `unfold` becomes true.
#[component]
pub fn Disclosure(
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] on_open: Option<Callback<()>>,
    #[prop(optional, into)] unfold: Signal<bool>,
    children: Children,
) -> AnyView {
    let toggled = move |_| {
        if let Some(on_open) = on_open {
            on_open.run(());
        }
    };
    // What the person folds stays folded: the attribute is written only when this changes.
    let unfold = Memo::new(move |_| unfold.get());
    view! {
        <details class="disclosure" open=unfold on:toggle=toggled>
            <summary class="disclosure-label">
                <Icon glyph=glyph::CHEVRON_RIGHT mirror=true />
                {label}
            </summary>
            <div class="disclosure-body">{children()}</div>
        </details>
    }
    .into_any()
}
