//! A list of runbooks.

use super::shared::organization_name;
use crate::{
    api::Query,
    kit::AsyncView,
    language::{ago, t},
    routes::Route,
    ui::{Badge, Cell, Column, Drawing, Empty, Shape, Skeleton, Table, Tone},
};
use hq_contract::{Page, runbooks::Runbook};
use hq_text::{Key, runbooks};
use leptos::prelude::*;

/// The list, and what stands in its place where there is none.
pub fn list(query: Query<Page<Runbook>>, empty_title: Key, empty_text: Key) -> AnyView {
    let items = Memo::new(move |before: Option<&Vec<Runbook>>| {
        let now = query.with(|remote| remote.ready().map(|answer| answer.value.items.clone()));
        now.or_else(|| before.cloned()).unwrap_or_default()
    });
    let columns = vec![Column::plain(t(runbooks::NAME)), Column::plain(t(runbooks::CHANGED))];
    view! {
        <AsyncView
            data=query
            is_empty=move || items.with(Vec::is_empty)
            loading=|| view! { <Skeleton shape=Shape::Table /> }
            empty=move || {
                view! { <Empty drawing=Drawing::Requests title=t(empty_title) text=t(empty_text) /> }
            }
        >
            <Table label=t(runbooks::TITLE) columns=columns busy=query.fetching()>
                <For each=move || items.get() key=|runbook| (runbook.id, runbook.version) children=row />
            </Table>
        </AsyncView>
    }
    .into_any()
}

fn row(runbook: Runbook) -> AnyView {
    let (slug, id) = (organization_name(), runbook.id);
    let href = move || Route::runbook(slug.get(), id.to_string()).path();
    let pinned = runbook.pinned.then(|| view! { <Badge label=t(runbooks::PINNED) tone=Tone::Info /> });
    let changed = ago(runbook.updated_at.clone());
    view! {
        <tr class="table-row" role="row">
            <Cell head=true>
                <a href=href>{runbook.title.to_string()}</a>
                {pinned}
            </Cell>
            <Cell label=t(runbooks::CHANGED)>{changed}</Cell>
        </tr>
    }
    .into_any()
}
