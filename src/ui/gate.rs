//! The pages outside an organization: one card in the middle.

use super::illustration::{Drawing, Illustration};
use leptos::prelude::*;

/// A page with one thing to do (sign in, check your mail): a title, a line, and the children in a narrow column.
#[component]
pub fn Gate(
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] text: Signal<String>,
    #[prop(optional)] drawing: Option<Drawing>,
    children: Children,
) -> AnyView {
    view! {
        <div class="gate">
            {drawing.map(|drawing| view! { <Illustration drawing=drawing /> })}
            <h1 class="page-title" tabindex="-1" data-page-title="">
                {title}
            </h1>
            <p class="page-text">{text}</p>
            {children()}
        </div>
    }
    .into_any()
}
