//! Something to copy.

use super::{IconButton, Size, icon::glyph};
use leptos::prelude::*;

/// A line of code or a URL with a button that copies it. `on_copy` does the copying; `status` is announced afterwards.
#[component]
pub fn Code(
    #[prop(into)] text: Signal<String>,
    #[prop(into)] copy_label: Signal<String>,
    #[prop(into)] on_copy: Callback<String>,
    #[prop(optional, into)] status: Signal<String>,
) -> AnyView {
    view! {
        <div class="code">
            <code class="code-text">{text}</code>
            <IconButton
                label=copy_label
                glyph=glyph::COPY
                size=Size::Small
                on_click=move |()| on_copy.run(text.get_untracked())
            />
            <span class="visually-hidden" aria-live="polite">
                {status}
            </span>
        </div>
    }
    .into_any()
}
