//! The dataplants that the person may see.

use super::{
    card::DataplantCard,
    nothing::{none_at_all, none_found},
    table::table,
};
use crate::{
    api::List,
    kit::{AsyncView, ListStatus, poll_while, show_more},
    language::{count, t},
    routes::{DataplantsAddress, DataplantsView},
    ui::{Shape, Skeleton},
};
use hq_contract::{
    OrganizationId,
    dataplants::{Dataplant, ListDataplants},
};
use hq_text::dataplants;
use leptos::prelude::*;

/// Those that the address asks for, asked for again while something moves.
pub fn wanted(org: OrganizationId, view: Memo<DataplantsView>) -> List<Dataplant> {
    let list = List::new(move |page_token| {
        view.with(|view| {
            let q = Some(view.q.clone()).filter(|q| !q.is_empty());
            Some(ListDataplants { org, q, state: view.state, sort: view.sort, page_token })
        })
    });
    let moving = Memo::new(move |_| {
        list.items().with(|items| items.iter().any(|dataplant| dataplant.state.is_moving()))
    });
    poll_while(moving, list.fetching(), move || list.retry_all());
    list
}

/// The cards, or the table.
pub fn list(
    address: DataplantsAddress,
    list: List<Dataplant>,
    slug: Signal<String>,
    none: ViewFn,
) -> AnyView {
    let view = address.view();
    let as_table = Memo::new(move |_| view.with(|view| view.table));
    let shape = move || if as_table.get() { Shape::Table } else { Shape::Card };
    let searched = Memo::new(move |_| view.with(|view| !view.q.is_empty() || view.state.is_some()));
    let empty = move || if searched.get() { none_found(address) } else { none_at_all(none.clone()) };
    let full = move || {
        if as_table.get() { table(address, list, slug) } else { cards(list, slug) }
    };
    view! {
        <AsyncView
            data=list
            is_empty=move || list.is_empty()
            loading=move || view! { <Skeleton shape=shape() /> }
            empty=empty
        >
            {full}
        </AsyncView>
        {show_more(list, dataplants::MORE, dataplants::shown)}
        <ListStatus list=list text=count(dataplants::found, move || list.total()) />
    }
    .into_any()
}

fn cards(list: List<Dataplant>, slug: Signal<String>) -> AnyView {
    let items = list.items();
    view! {
        <ul class="dataplants" aria-label=t(dataplants::TITLE)>
            <For
                each=move || items.get()
                key=|dataplant| dataplant.id
                children=move |dataplant| {
                    let id = dataplant.id;
                    let dataplant = list.item(dataplant, move |item| item.id == id);
                    view! {
                        <li>
                            <DataplantCard dataplant=dataplant slug=slug />
                        </li>
                    }
                }
            />
        </ul>
    }
    .into_any()
}
