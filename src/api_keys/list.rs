//! The keys that there are.

use super::{actions::KeyActions, row::row, shared::Page};
use crate::{
    kit::AsyncView,
    language::{t, tx},
    routes::PageTitle,
    ui::{Button, Column, Drawing, Empty, Kind, Lead, Shape, Skeleton, Table, glyph},
};
use hq_contract::api_keys::ApiKey;
use hq_text::{Key, api_keys};
use leptos::prelude::*;

/// The page with the list.
pub fn list_page(actions: KeyActions) -> AnyView {
    view! {
        {head(actions)}
        <div class="page-content settings api-keys">{list(actions)}</div>
    }
    .into_any()
}

fn any(page: Page) -> bool {
    page.all.with(|remote| remote.ready().is_some_and(|answer| !answer.value.items.is_empty()))
}

/// The one button stands under the drawing while there are none.
fn head(actions: KeyActions) -> AnyView {
    let page = actions.page;
    let some = Memo::new(move |_| any(page));
    let lead = tx(move |texts| api_keys::lead(texts, &page.organization.get()));
    view! {
        <header class="page-head members-head">
            <div>
                <PageTitle title=t(api_keys::TITLE) within=page.organization />
                <Lead text=lead />
            </div>
            {move || some.get().then(|| add(actions))}
        </header>
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

fn list(actions: KeyActions) -> AnyView {
    let page = actions.page;
    view! {
        <AsyncView
            data=page.all
            is_empty=move || !any(page)
            loading=|| view! { <Skeleton shape=Shape::Table /> }
            empty=move || {
                view! {
                    <Empty
                        drawing=Drawing::ApiKey
                        title=t(api_keys::EMPTY_TITLE)
                        text=t(api_keys::EMPTY_TEXT)
                    >
                        {add(actions)}
                    </Empty>
                }
            }
        >
            {table(actions)}
        </AsyncView>
    }
    .into_any()
}

fn table(actions: KeyActions) -> AnyView {
    let all = actions.page.all;
    let items = Memo::new(move |before: Option<&Vec<ApiKey>>| {
        let now = all.with(|remote| remote.ready().map(|answer| answer.value.items.clone()));
        now.or_else(|| before.cloned()).unwrap_or_default()
    });
    let plain = |name, label: Key| Column { name, ..Column::plain(t(label)) };
    let columns = vec![
        plain("name", api_keys::NAME),
        plain("role", api_keys::CAN),
        plain("used", api_keys::LAST_USED),
        plain("expires", api_keys::EXPIRES),
        plain("creator", api_keys::CREATED_BY),
        Column { quiet: true, ..plain("actions", api_keys::ACTIONS) },
    ];
    view! {
        <Table label=t(api_keys::TITLE) columns=columns busy=all.fetching()>
            <For
                each=move || items.get()
                key=|key| format!("{key:?}")
                children=move |key| row(key, actions)
            />
        </Table>
    }
    .into_any()
}
