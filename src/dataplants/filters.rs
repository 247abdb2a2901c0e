//! Search, filter, order and shape of the list. The address holds them.

use crate::{
    kit::{choice_in, choices, search_in},
    language::t,
    operations::state_key,
    routes::DataplantsAddress,
    ui::{ChipSelect, Field, FieldKind, Icon, glyph},
};
use hq_contract::{dataplants::DataplantOrder, operations::LifeState};
use hq_text::{Key, dataplants};
use leptos::prelude::*;

/// The states that a dataplant can be in.
const STATES: [LifeState; 6] = [
    LifeState::Creating,
    LifeState::Ready,
    LifeState::Updating,
    LifeState::Deleting,
    LifeState::Failed,
    LifeState::DeleteFailed,
];

/// The controls.
pub(super) fn filters(address: DataplantsAddress) -> AnyView {
    let states = STATES.map(|state| (state.as_str(), state_key(state)));
    let state = choice_in(
        address,
        |view| view.state.map_or("", LifeState::as_str),
        |view, name| view.state = LifeState::from_name(name),
    );
    let sort = choice_in(
        address,
        |view| view.sort.as_str(),
        |view, name| view.sort = DataplantOrder::from_name(name).unwrap_or_default(),
    );
    let any = [("", dataplants::ANY_STATE)];
    let orders = [
        (DataplantOrder::Name.as_str(), dataplants::BY_NAME),
        (DataplantOrder::Size.as_str(), dataplants::BY_SIZE),
        (DataplantOrder::Created.as_str(), dataplants::BY_CREATED),
    ];
    view! {
        <div class="toolbar" role="search">
            <Field
                label=t(dataplants::SEARCH)
                placeholder=t(dataplants::SEARCH)
                value=search_in(address, |view| &view.q, |view, q| view.q = q)
                kind=FieldKind::Search
                name="q"
            />
            <ChipSelect
                label=t(dataplants::STATUS)
                value=state
                choices=choices(any.into_iter().chain(states).collect())
                name="state"
            />
            <ChipSelect
                label=t(dataplants::SORT)
                value=sort
                choices=choices(orders.into())
                name="sort"
                plain=true
            />
            {shape(address)}
        </div>
    }
    .into_any()
}

/// Cards or table: two links to the same page, of which one is the present one.
fn shape(address: DataplantsAddress) -> AnyView {
    let view = address.view();
    let way = move |table: bool, label: Key, icon| {
        let href = Signal::derive(move || address.path(|view| view.table = table));
        let current = move || view.with(|view| view.table == table).then_some("true");
        view! {
            <a class="view-switch-way" href=href aria-current=current aria-label=t(label) title=t(label)>
                <Icon glyph=icon />
            </a>
        }
    };
    view! {
        <nav class="view-switch" aria-label=t(dataplants::SHOWN_AS)>
            {way(false, dataplants::AS_CARDS, glyph::CARDS)}
            {way(true, dataplants::AS_TABLE, glyph::LIST)}
        </nav>
    }
    .into_any()
}
