//! Cards.

use super::id::unique_id;
use leptos::prelude::*;

/// A card of at most 40 rem with an optional heading and a line under it (ARIA: a region named by its heading).
#[component]
pub fn Card(
    #[prop(optional, into)] title: Signal<String>,
    #[prop(optional, into)] text: Signal<String>,
    children: Children,
) -> AnyView {
    let id = unique_id();
    let title_id = id.clone();
    view! {
        <section class="card" aria-labelledby=id>
            <div class="card-head">
                <h2 class="card-title" id=title_id>
                    {title}
                </h2>
                <p class="card-text">{text}</p>
            </div>
            {children()}
        </section>
    }
    .into_any()
}
