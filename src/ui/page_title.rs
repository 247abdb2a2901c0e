//! The title of a page.

use leptos::prelude::*;

/// The page's `h1`, with an optional line under it. It takes the focus on a change of route (the shell looks for
/// `[data-page-title]`) without being in the tab order.
#[component]
pub fn PageTitle(
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] text: Signal<String>,
) -> AnyView {
    view! {
        <header class="page-head">
            <h1 class="page-title" tabindex="-1" data-page-title="">
                {title}
            </h1>
            <p class="page-text">{text}</p>
        </header>
    }
    .into_any()
}
