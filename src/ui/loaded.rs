//! The faces of remote data.

use super::{Button, error_help::error_help, illustration::Drawing, illustration::Illustration};
use leptos::prelude::*;

/// Which face remote data shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Face {
    /// On its way.
    Loading,
    /// It did not come; what happened, in words.
    Failed(String),
    /// It came, and there is nothing in it.
    Empty,
    /// It came.
    Full,
}

/// Remote data through its four faces: `loading` (a skeleton of the size of what comes), failed with `retry_label`,
/// `empty`, and the children, which stay as they are while the data behind them changes.
#[component]
pub fn Loaded(
    #[prop(into)] face: Signal<Face>,
    #[prop(into)] retry_label: Signal<String>,
    #[prop(into)] on_retry: Callback<()>,
    #[prop(into)] loading: ViewFn,
    #[prop(optional, into)] empty: ViewFn,
    children: ChildrenFn,
) -> AnyView {
    let face = Memo::new(move |_| face.get());
    let body = move || match face.get() {
        Face::Loading => view! { <div class="loading">{loading.run()}</div> }.into_any(),
        Face::Failed(text) => {
            view! { <Failed text=text retry_label=retry_label on_retry=on_retry /> }.into_any()
        }
        Face::Empty => empty.run(),
        Face::Full => children(),
    };
    let busy = move || face.with(|face| *face == Face::Loading).then_some("true");
    view! {
        <div class="loaded" aria-busy=busy>
            {body}
        </div>
    }
    .into_any()
}

/// Something did not load: what happened, and a button to try again (ARIA: `role="alert"`).
#[component]
pub fn Failed(
    #[prop(into)] text: Signal<String>,
    #[prop(into)] retry_label: Signal<String>,
    #[prop(into)] on_retry: Callback<()>,
) -> AnyView {
    view! {
        <div class="empty" role="alert">
            <Illustration drawing=Drawing::Disconnected />
            <p class="empty-text">{text} {error_help(&text.get_untracked())}</p>
            <Button label=retry_label on_click=on_retry />
        </div>
    }
    .into_any()
}
