//! Remote data on a page.

use crate::{
    api::{List, Query, Remote},
    language::{error_text, t, use_language},
    ui::{LoadState, Loaded},
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

/// Remote data in its four states: `loading` (a skeleton of about the final size), failed with a button to try again,
/// `empty` if `is_empty`, and the children, which are not built again while the data changes. With `show_when`, the
/// skeleton stays until that is true, even if the data is here.
#[component]
pub fn AsyncView(
    #[prop(into)] data: RemoteData,
    #[prop(optional, into)] is_empty: Signal<bool>,
    #[prop(optional, into)] show_when: Option<Signal<bool>>,
    #[prop(into)] loading: ViewFn,
    #[prop(optional, into)] empty: ViewFn,
    children: ChildrenFn,
) -> AnyView {
    let language = use_language();
    let load_state = Signal::derive(move || match data.state.get() {
        Remote::Failed(error) => LoadState::Failed(error_text(language, &error)),
        Remote::Ready(()) if show_when.is_none_or(|show_when| show_when.get()) => {
            if is_empty.get() {
                LoadState::Empty
            } else {
                LoadState::Ready
            }
        }
        Remote::Loading | Remote::Ready(()) => LoadState::Loading,
    });
    view! {
        <Loaded
            state=load_state
            retry_label=t(common::TRY_AGAIN)
            on_retry=data.retry
            loading=loading
            empty=empty
        >
            {children()}
        </Loaded>
    }
    .into_any()
}
