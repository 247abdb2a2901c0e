//! The dataplants as a table.

use super::{
    card::{href, standing, tags},
    words::{month_text, place_text, size_text},
};
use crate::{
    api::List,
    language::{ago, moment, t, tx, use_language},
    routes::DataplantsAddress,
    ui::{Cell, Column, Sort, Table},
};
use hq_contract::dataplants::{Dataplant, DataplantOrder};
use hq_text::{Key, dataplants};
use leptos::prelude::*;

/// How many tags a row has room for.
const TAGS: usize = 3;

/// The table.
pub(super) fn table(address: DataplantsAddress, list: List<Dataplant>, slug: Signal<String>) -> AnyView {
    let items = list.items();
    let plain = |name, label: Key| Column { name, ..Column::plain(t(label)) };
    let columns = vec![
        by(address, "name", dataplants::NAME, DataplantOrder::Name),
        plain("tags", dataplants::TAGS),
        plain("place", dataplants::PLACE),
        by(address, "size", dataplants::SIZE_LABEL, DataplantOrder::Size),
        plain("month", dataplants::COST),
        plain("status", dataplants::STATUS),
        by(address, "created", dataplants::CREATED, DataplantOrder::Created),
    ];
    view! {
        <Table label=t(dataplants::TITLE) columns=columns busy=list.fetching()>
            <For
                each=move || items.get()
                key=|dataplant| dataplant.id
                children=move |dataplant| {
                    let id = dataplant.id;
                    row(list.item(dataplant, move |item| item.id == id).into(), slug)
                }
            />
        </Table>
    }
    .into_any()
}

fn by(address: DataplantsAddress, name: &'static str, label: Key, order: DataplantOrder) -> Column {
    let view = address.view();
    let sort = Sort {
        active: Signal::derive(move || view.with(|view| view.sort == order)),
        descending: order != DataplantOrder::Name,
        on_sort: Callback::new(move |()| address.change(|view| view.sort = order)),
    };
    Column { name, sort: Some(sort), ..Column::plain(t(label)) }
}

fn row(dataplant: Signal<Dataplant>, slug: Signal<String>) -> AnyView {
    let language = use_language();
    let name = Signal::derive(move || dataplant.with(|dataplant| dataplant.name.to_string()));
    let place = Signal::derive(move || dataplant.with(|dataplant| place_text(language, dataplant)));
    let size = tx(move |texts| dataplant.with(|dataplant| size_text(texts, dataplant)));
    let month = Signal::derive(move || dataplant.with(|dataplant| month_text(language, dataplant)));
    let at = dataplant.with_untracked(|dataplant| dataplant.created_at.clone());
    let (created, exactly, datetime) = (ago(at.clone()), moment(at.clone()), at.as_str().to_owned());
    view! {
        <tr class="table-row" role="row">
            <Cell head=true>
                <a href=href(dataplant, slug)>
                    <bdi>{name}</bdi>
                </a>
            </Cell>
            <Cell label=t(dataplants::TAGS)>{tags(dataplant, Some(TAGS))}</Cell>
            <Cell label=t(dataplants::PLACE)>{place}</Cell>
            <Cell label=t(dataplants::SIZE_LABEL)>{size}</Cell>
            <Cell label=t(dataplants::COST)>{month}</Cell>
            <Cell label=t(dataplants::STATUS)>
                <span class="dataplant-status">{standing(dataplant)}</span>
            </Cell>
            <Cell label=t(dataplants::CREATED)>
                <time datetime=datetime title=exactly>
                    {created}
                </time>
            </Cell>
        </tr>
    }
    .into_any()
}
