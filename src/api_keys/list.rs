//! The keys that there are.

use super::{actions::KeyActions, row::row};
use crate::{
    kit::{WholeList, items_of, none_of, rows},
    language::{t, tx},
    ui::{Button, Column, Drawing, Kind, Table, glyph},
};
use hq_text::{Key, api_keys};
use leptos::prelude::*;

/// The page with the list.
pub fn list_page(actions: KeyActions) -> AnyView {
    let page = actions.page;
    let frame = WholeList {
        title: api_keys::TITLE,
        lead: tx(move |texts| api_keys::lead(texts, &page.organization.get())),
        within: page.organization,
        drawing: Drawing::ApiKey,
        empty: (api_keys::EMPTY_TITLE, api_keys::EMPTY_TEXT),
        none: none_of(page.all, |page| &page.items),
    };
    let add = move || add(actions);
    view! {
        {frame.head(add)}
        <div class="page-content settings api-keys">{frame.body(page.all, add, move || table(actions))}</div>
    }
    .into_any()
}

fn add(actions: KeyActions) -> AnyView {
    view! {
        <Button
            label=t(api_keys::ADD)
            kind=Kind::Primary
            icon=glyph::PLUS
            on_click=move |()| actions.form.add()
        />
    }
    .into_any()
}

fn table(actions: KeyActions) -> AnyView {
    let all = actions.page.all;
    let plain = |name, label: Key| Column { name, ..Column::plain(t(label)) };
    let columns = vec![
        plain("name", api_keys::NAME),
        plain("role", api_keys::CAN),
        plain("used", api_keys::LAST_USED),
        plain("expires", api_keys::EXPIRES),
        plain("creator", api_keys::CREATED_BY),
        Column { quiet: true, ..plain("actions", api_keys::ACTIONS) },
    ];
    let items = items_of(all, |page| &page.items);
    view! {
        <Table label=t(api_keys::TITLE) columns=columns busy=all.fetching()>
            {rows(items, |key| key.id, move |key| row(key, actions))}
        </Table>
    }
    .into_any()
}
