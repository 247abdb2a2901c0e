//! The way back from one thing to the list that it is in.

use super::{Icon, glyph};
use leptos::prelude::*;

/// A link to the list; the first thing of a page.
#[component]
pub fn BackLink(#[prop(into)] href: Signal<String>, #[prop(into)] label: Signal<String>) -> AnyView {
    view! {
        <a class="back-link" href=href>
            <Icon glyph=glyph::ARROW_LEFT mirror=true />
            {label}
        </a>
    }
    .into_any()
}
