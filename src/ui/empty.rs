//! Empty states.

use super::illustration::{Drawing, Illustration};
use leptos::prelude::*;

/// Nothing here yet: a drawing, what this is, why one would, and the one button to press.
#[component]
pub fn Empty(
    drawing: Drawing,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] text: Signal<String>,
    #[prop(optional)] children: Option<Children>,
) -> AnyView {
    view! {
        <div class="empty">
            <Illustration drawing=drawing />
            <h2 class="empty-title">{title}</h2>
            <p class="empty-text">{text}</p>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}

/// Nothing fits what is looked for: that, and the way back to everything. It takes less room than [`Empty`], and no
/// heading: it stands in place of a table's rows, and changes with each letter.
#[component]
pub fn NoMatch(#[prop(into)] text: Signal<String>, #[prop(optional)] children: Option<Children>) -> AnyView {
    view! {
        <div class="empty no-match">
            <Illustration drawing=Drawing::Search />
            <p class="empty-text">{text}</p>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}
