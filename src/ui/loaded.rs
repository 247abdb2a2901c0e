//! Remote data in each of its states.

use super::{Button, error_help::error_help, illustration::Drawing, illustration::Illustration};
use leptos::prelude::*;

/// The state of remote data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadState {
    /// Being fetched.
    Loading,
    /// Not loaded, with an error message.
    Failed(String),
    /// Loaded, and nothing in it.
    Empty,
    /// Loaded.
    Ready,
}

/// Remote data in its four states: `loading` (a skeleton of about the final size), failed with a button `retry_label`,
/// `empty`, and the children, which are not built again while the data changes. Until it has come for the first time, what
/// stands under it in the page is out of sight (style/ui/loaded.css).
#[component]
pub fn Loaded(
    #[prop(into)] state: Signal<LoadState>,
    #[prop(into)] retry_label: Signal<String>,
    #[prop(into)] on_retry: Callback<()>,
    #[prop(into)] loading: ViewFn,
    #[prop(optional, into)] empty: ViewFn,
    children: ChildrenFn,
) -> AnyView {
    let state = Memo::new(move |_| state.get());
    let body = move || match state.get() {
        LoadState::Loading => view! { <div class="loading">{loading.run()}</div> }.into_any(),
        LoadState::Failed(text) => {
            view! { <Failed text=text retry_label=retry_label on_retry=on_retry /> }.into_any()
        }
        LoadState::Empty => empty.run(),
        LoadState::Ready => children(),
    };
    let busy = move || state.with(|state| *state == LoadState::Loading);
    let first = Memo::new(move |before: Option<&bool>| before != Some(&false) && busy());
    view! {
        <div
            class="loaded"
            aria-busy=move || busy().then_some("true")
            data-first=move || first.get().then_some("true")
        >
            {body}
        </div>
    }
    .into_any()
}

/// The skeleton of what stands under it in the page, and keeps it out of sight until it is `here`: for what is not there for
/// everybody, and would push the rest down once it is known.
#[component]
pub fn Coming(#[prop(into)] here: Signal<bool>, #[prop(into)] loading: ViewFn) -> AnyView {
    let here = Memo::new(move |before: Option<&bool>| before == Some(&true) || here.get());
    (move || {
        let loading = loading.clone();
        (!here.get()).then(|| {
            view! {
                <div class="loaded" aria-busy="true" data-first="true">
                    <div class="loading">{loading.run()}</div>
                </div>
            }
        })
    })
    .into_any()
}

/// An error message in place of what did not load, and a button to try again (ARIA: `role="alert"`).
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
