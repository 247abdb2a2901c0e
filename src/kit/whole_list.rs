//! Lists that are read whole: the head of their page, what stands there while there is nothing, and rows that stay while what they are
//! of changes.

use super::{AsyncView, RemoteData};
use crate::{
    api::Query,
    language::t,
    routes::PageTitle,
    ui::{Drawing, Empty, Lead, Shape, Skeleton},
};
use hq_text::Key;
use leptos::prelude::*;
use std::hash::Hash;

/// What such a page says.
#[derive(Clone, Copy)]
pub struct WholeList {
    /// What it is called.
    pub title: Key,
    /// What it is for.
    pub lead: Signal<String>,
    /// Whose it is.
    pub within: Signal<String>,
    /// The picture where there is nothing yet.
    pub drawing: Drawing,
    /// What is said then.
    pub empty: (Key, Key),
    /// Whether there is nothing, once that is known.
    pub none: Memo<bool>,
}

impl WholeList {
    /// The head of the page. Its button is there before the list and stays, whatever that comes to: on a narrow screen everything
    /// below would move, and who is on it already would lose the focus.
    pub fn head(self, add: impl Fn() -> AnyView + Copy + Send + Sync + 'static) -> AnyView {
        view! {
            <header class="page-head members-head">
                <div>
                    <PageTitle title=t(self.title) within=self.within />
                    <Lead text=self.lead />
                </div>
                {add()}
            </header>
        }
        .into_any()
    }

    /// The list in its four states; `table` is what it is once there is something.
    pub fn body(
        self,
        data: impl Into<RemoteData>,
        add: impl Fn() -> AnyView + Copy + Send + Sync + 'static,
        table: impl Fn() -> AnyView + Copy + Send + Sync + 'static,
    ) -> AnyView {
        let (title, text) = self.empty;
        view! {
            <AsyncView
                data=data
                is_empty=move || self.none.get()
                loading=|| view! { <Skeleton shape=Shape::Table /> }
                empty=move || {
                    view! {
                        <Empty drawing=self.drawing title=t(title) text=t(text)>
                            {add()}
                        </Empty>
                    }
                }
            >
                {table()}
            </AsyncView>
        }
        .into_any()
    }
}

/// Whether what is read has no items, once that is known.
pub fn none_of<T, I>(all: Query<T>, items: fn(&T) -> &Vec<I>) -> Memo<bool>
where
    T: Clone + Send + Sync + 'static,
    I: 'static,
{
    Memo::new(move |_| {
        all.with(|remote| remote.ready().is_some_and(|answer| items(&answer.value).is_empty()))
    })
}

/// The items of what is read, as they were last while it is not here.
pub fn items_of<T, I>(all: Query<T>, items: fn(&T) -> &Vec<I>) -> Memo<Vec<I>>
where
    T: Clone + Send + Sync + 'static,
    I: Clone + PartialEq + Send + Sync + 'static,
{
    Memo::new(move |before: Option<&Vec<I>>| {
        let now = all.with(|remote| remote.ready().map(|answer| items(&answer.value).clone()));
        now.or_else(|| before.cloned()).unwrap_or_default()
    })
}

/// A row for each item, by its id: it stays while the item changes, and with it what has the focus in it.
pub fn rows<I, K>(
    items: impl Into<Signal<Vec<I>>>,
    id: fn(&I) -> K,
    row: impl Fn(Memo<I>) -> AnyView + Copy + Send + Sync + 'static,
) -> AnyView
where
    I: Clone + PartialEq + Send + Sync + 'static,
    K: Eq + Hash + Send + Sync + 'static,
{
    let items = items.into();
    let of = move |first: I| {
        let own = id(&first);
        row(Memo::new(move |before: Option<&I>| {
            let now = items.with(|items| items.iter().find(|item| id(item) == own).cloned());
            now.or_else(|| before.cloned()).unwrap_or_else(|| first.clone())
        }))
    };
    view! { <For each=move || items.get() key=id children=of /> }.into_any()
}
