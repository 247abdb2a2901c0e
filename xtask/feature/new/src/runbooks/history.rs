//! What was done to a runbook.

use super::shared::One;
use crate::{
    api::Query,
    kit::AsyncView,
    language::{moment, t},
    ui::{Card, Shape, Skeleton},
};
use hq_contract::runbooks::{ListRunbookChanges, RunbookChange};
use hq_text::{audit_actions, runbooks};
use leptos::prelude::*;

/// The lines, which follow what is done on the page.
pub fn history(one: One) -> AnyView {
    let (org, id) = (one.org, one.id);
    let query = Query::new(move || Some(ListRunbookChanges { org, id }));
    query.retry_when(Memo::new(move |_| one.runbook.with(|runbook| runbook.version)));
    let lines = move || {
        query.with(|remote| remote.ready().map(|answer| answer.value.items.clone())).unwrap_or_default()
    };
    view! {
        <Card title=t(runbooks::HISTORY)>
            <AsyncView data=query loading=|| view! { <Skeleton shape=Shape::Card /> }>
                <ul class="runbook-history">
                    <For each=lines key=|change| change.id children=move |change| line(change, one) />
                </ul>
            </AsyncView>
        </Card>
    }
    .into_any()
}

fn line(change: RunbookChange, one: One) -> AnyView {
    let when = moment(change.at.clone());
    let what = crate::language::tx(move |texts| {
        let title = one.runbook.with(|runbook| runbook.title.to_string());
        audit_actions::named(texts, &change.action, &title).unwrap_or_default()
    });
    view! {
        <li>
            <span>{what}</span>
            <span class="runbook-when">{when}</span>
        </li>
    }
    .into_any()
}
