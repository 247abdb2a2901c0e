//! The list.

use super::{new_button::new_button, row::row};
use crate::{
    api::List,
    kit::{AsyncView, ListStatus, poll_while, show_more},
    language::{count, t},
    routes::{StorageEnginesAddress, StorageEnginesView, use_storage_engines_address},
    ui::{Column, Drawing, Empty, LinkButton, NoMatch, Shape, Skeleton, Sort, Table},
};
use hq_contract::{
    OrganizationId,
    storage_engines::{ListStorageEngines, StorageEngine, StorageEngineOrder},
};
use hq_text::{Key, storage_engines};
use leptos::prelude::*;

/// The engines that the address asks for; asked for again while something moves. `may` is whether the person may order.
pub fn list(org: OrganizationId, may: Signal<bool>) -> AnyView {
    let address = use_storage_engines_address();
    let view = address.view();
    let all = List::new(move |page_token| {
        view.with(|view| {
            let q = Some(view.q.clone()).filter(|q| !q.is_empty());
            let StorageEnginesView { engine, state, sort, .. } = *view;
            Some(ListStorageEngines { org, q, engine, state, sort, page_token })
        })
    });
    let moving =
        Memo::new(move |_| all.items().with(|items| items.iter().any(|engine| engine.state.is_moving())));
    poll_while(moving, all.fetching(), move || all.retry_all());
    view! {
        <AsyncView
            data=all
            is_empty=move || all.is_empty()
            loading=|| view! { <Skeleton shape=Shape::Table /> }
            empty=move || none(address, may)
        >
            {table(address, all)}
            {only_built_in(all, view, may)}
        </AsyncView>
        <ListStatus list=all text=count(storage_engines::found, move || all.total()) />
    }
    .into_any()
}

fn table(address: StorageEnginesAddress, all: List<StorageEngine>) -> AnyView {
    let items = all.items();
    let rows = move || {
        view! {
            <For
                each=move || items.get()
                key=|engine| engine.id
                children=move |engine| {
                    let id = engine.id;
                    row(all.item(engine, move |item| item.id == id))
                }
            />
        }
    };
    let plain = |name, label: Key| Column { name, ..Column::plain(t(label)) };
    let columns = vec![
        by(address, "name", storage_engines::NAME, StorageEngineOrder::Name),
        plain("tags", storage_engines::TAGS),
        plain("engine", storage_engines::ENGINE),
        plain("location", storage_engines::LOCATION),
        by(address, "size", storage_engines::SIZE_HEAD, StorageEngineOrder::Size),
        by(address, "storage", storage_engines::STORAGE, StorageEngineOrder::Storage),
        plain("status", storage_engines::STATUS),
    ];
    view! {
        <Table label=t(storage_engines::TITLE) columns=columns busy=all.fetching()>
            {rows()}
        </Table>
        {show_more(all, storage_engines::MORE, storage_engines::shown)}
    }
    .into_any()
}

fn by(address: StorageEnginesAddress, name: &'static str, label: Key, order: StorageEngineOrder) -> Column {
    let view = address.view();
    let sort = Sort {
        active: Signal::derive(move || view.with(|view| view.sort == order)),
        descending: order != StorageEngineOrder::Name,
        on_sort: Callback::new(move |()| address.change(|view| view.sort = order)),
    };
    Column { name, sort: Some(sort), ..Column::plain(t(label)) }
}

/// What this is, for who has but the built-in one.
fn only_built_in(all: List<StorageEngine>, view: Memo<StorageEnginesView>, may: Signal<bool>) -> AnyView {
    let items = all.items();
    let only = Memo::new(move |_| {
        !view.with(StorageEnginesView::is_narrowed)
            && items.with(|items| items.iter().all(|engine| engine.built_in))
    });
    (move || only.get().then(|| first(may))).into_any()
}

fn first(may: Signal<bool>) -> AnyView {
    view! {
        <Empty
            drawing=Drawing::StorageEngine
            title=t(storage_engines::EMPTY_TITLE)
            text=t(storage_engines::EMPTY_TEXT)
        >
            {new_button(may)}
        </Empty>
    }
    .into_any()
}

/// None fits what is looked for, or none is there for this person.
fn none(address: StorageEnginesAddress, may: Signal<bool>) -> AnyView {
    if !address.view().with_untracked(StorageEnginesView::is_narrowed) {
        return if may.get_untracked() { first(may) } else { nothing() };
    }
    let clear = Signal::derive(move || {
        address.path(|view| *view = StorageEnginesView { sort: view.sort, ..StorageEnginesView::default() })
    });
    view! {
        <NoMatch text=t(storage_engines::NONE_FOUND)>
            <LinkButton label=t(storage_engines::CLEAR) href=clear />
        </NoMatch>
    }
    .into_any()
}

/// No rule of this person lets them see one.
fn nothing() -> AnyView {
    view! {
        <Empty
            drawing=Drawing::StorageEngine
            title=t(storage_engines::NONE_TITLE)
            text=t(storage_engines::NONE_TEXT)
        />
    }
    .into_any()
}
