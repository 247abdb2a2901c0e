//! Cards.

use super::id::unique_id;
use leptos::prelude::*;

/// A card of at most 40 rem with an optional heading and a line under it (ARIA: a region named by its heading). What is
/// destroyed is destroyed in a card of `danger`.
#[component]
pub fn Card(
    #[prop(optional, into)] title: Option<Signal<String>>,
    #[prop(optional, into)] text: Signal<String>,
    #[prop(optional)] danger: bool,
    children: Children,
) -> AnyView {
    let id = unique_id();
    let labelled_by = title.map(|_| id.clone());
    let head = title.map(|title| {
        view! {
            <div class="card-head">
                <h2 class="card-title" id=id>
                    {title}
                </h2>
                <p class="card-text">{text}</p>
            </div>
        }
    });
    view! {
        <section class="card" data-danger=danger.then_some("true") aria-labelledby=labelled_by>
            {head}
            {children()}
        </section>
    }
    .into_any()
}
