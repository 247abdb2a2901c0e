//! What a page is made of, around its `h1` (`crate::routes::PageTitle`, which knows where the focus goes).

use super::illustration::{Drawing, Illustration};
use leptos::prelude::*;

/// The head of a page: its title and a [`Lead`].
#[component]
pub fn PageHead(children: Children) -> AnyView {
    view! { <header class="page-head">{children()}</header> }.into_any()
}

/// The line under a page's title.
#[component]
pub fn Lead(#[prop(into)] text: Signal<String>) -> AnyView {
    view! { <p class="page-text">{text}</p> }.into_any()
}

/// The body of a page of settings: notes and cards one under another, all of one width. Where there is room, the labels of
/// their forms stand left of the controls.
#[component]
pub fn Settings(children: Children) -> AnyView {
    view! { <div class="page-content settings">{children()}</div> }.into_any()
}

/// A page with one thing to do (sign in, check your mail): a drawing, and the children in a narrow column in the middle.
#[component]
pub fn Gate(#[prop(optional)] drawing: Option<Drawing>, children: Children) -> AnyView {
    view! {
        <div class="gate">
            {drawing.map(|drawing| view! { <Illustration drawing=drawing /> })} {children()}
        </div>
    }
    .into_any()
}

/// What stands there while it is not known what is in a [`Gate`]: an element of another kind, so that it goes and is not turned into
/// the page's. One that grew around its middle would move all that is in it.
#[component]
pub fn ComingGate(children: Children) -> AnyView {
    view! {
        <section class="gate-coming">
            <Gate>{children()}</Gate>
        </section>
    }
    .into_any()
}
