//! Remote data on a page.

use crate::{
    api::{List, Query, Remote},
    language::{error_text, t, use_language},
    ui::{Face, Loaded},
};
use hq_text::common;
use leptos::prelude::*;

/// A [`Query`] or a [`List`], whatever is in it: how it stands, and the way to ask again.
#[derive(Clone, Copy)]
pub struct RemoteData {
    state: Signal<Remote<()>>,
    retry: Callback<()>,
}

impl<T: Clone + Send + Sync + 'static> From<Query<T>> for RemoteData {
    fn from(query: Query<T>) -> Self {
        Self {
            state: Signal::derive(move || query.with(state)),
            retry: Callback::new(move |()| query.retry()),
        }
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> From<List<T>> for RemoteData {
    fn from(list: List<T>) -> Self {
        Self { state: Signal::derive(move || list.with(state)), retry: Callback::new(move |()| list.retry()) }
    }
}

fn state<T>(remote: &Remote<T>) -> Remote<()> {
    match remote {
        Remote::Loading => Remote::Loading,
        Remote::Failed(error) => Remote::Failed(error.clone()),
        Remote::Ready(_) => Remote::Ready(()),
    }
}

/// Remote data through its four faces: `loading` (a skeleton of the size of what comes), failed with a button to try
/// again, `empty` where `is_empty`, and the children, which stay as they are while the data behind them change. Data
/// that are here wait behind the skeleton until the page around them is `settled`.
#[component]
pub fn AsyncView(
    #[prop(into)] data: RemoteData,
    #[prop(optional, into)] is_empty: Signal<bool>,
    #[prop(optional, into)] settled: Option<Signal<bool>>,
    #[prop(into)] loading: ViewFn,
    #[prop(optional, into)] empty: ViewFn,
    children: ChildrenFn,
) -> AnyView {
    let language = use_language();
    let face = Signal::derive(move || match data.state.get() {
        Remote::Failed(error) => Face::Failed(error_text(language, &error)),
        Remote::Ready(()) if settled.is_none_or(|settled| settled.get()) => {
            if is_empty.get() {
                Face::Empty
            } else {
                Face::Full
            }
        }
        Remote::Loading | Remote::Ready(()) => Face::Loading,
    });
    view! {
        <Loaded face=face retry_label=t(common::TRY_AGAIN) on_retry=data.retry loading=loading empty=empty>
            {children()}
        </Loaded>
    }
    .into_any()
}
