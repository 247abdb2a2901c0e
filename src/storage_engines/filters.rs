//! Search, filters and order of the list.

use super::words::engine_key;
use crate::{
    kit::{choice_in, choices, search_in},
    language::t,
    operations::state_key,
    routes::{StorageEnginesView, use_storage_engines_address},
    ui::{ChipSelect, Field, FieldKind},
};
use hq_contract::{operations::LifeState, providers::EngineKind, storage_engines::StorageEngineOrder};
use hq_text::storage_engines;
use leptos::prelude::*;

/// The filters, whose state stands in the address.
pub fn filters() -> AnyView {
    let address = use_storage_engines_address();
    let search = search_in(address, |view| &view.q, |view, q| view.q = q);
    let engine = choice_in(
        address,
        |view: &StorageEnginesView| view.engine.map_or("", EngineKind::as_str),
        |view, name| view.engine = EngineKind::ALL.into_iter().find(|kind| kind.as_str() == name),
    );
    let state = choice_in(
        address,
        |view: &StorageEnginesView| view.state.map_or("", LifeState::as_str),
        |view, name| view.state = LifeState::from_name(name),
    );
    let sort = choice_in(
        address,
        |view: &StorageEnginesView| view.sort.as_str(),
        |view, name| view.sort = StorageEngineOrder::from_name(name).unwrap_or_default(),
    );
    let engines = EngineKind::ALL.map(|kind| (kind.as_str(), engine_key(kind)));
    let states = LifeState::ALL.map(|state| (state.as_str(), state_key(state)));
    let orders = [
        (StorageEngineOrder::Name.as_str(), storage_engines::BY_NAME),
        (StorageEngineOrder::Size.as_str(), storage_engines::BY_SIZE),
        (StorageEngineOrder::Storage.as_str(), storage_engines::BY_STORAGE),
        (StorageEngineOrder::Created.as_str(), storage_engines::BY_CREATED),
    ];
    view! {
        <div class="toolbar" role="search">
            <Field
                label=t(storage_engines::SEARCH)
                placeholder=t(storage_engines::SEARCH)
                value=search
                kind=FieldKind::Search
                name="q"
            />
            <ChipSelect
                label=t(storage_engines::ENGINE)
                value=engine
                choices=choices([&[("", storage_engines::ANY_ENGINE)][..], &engines].concat())
                name="engine"
            />
            <ChipSelect
                label=t(storage_engines::STATUS)
                value=state
                choices=choices([&[("", storage_engines::ANY_STATE)][..], &states].concat())
                name="state"
            />
            <ChipSelect
                label=t(storage_engines::SORT)
                value=sort
                choices=choices(orders.to_vec())
                name="sort"
                plain=true
            />
        </div>
    }
    .into_any()
}
