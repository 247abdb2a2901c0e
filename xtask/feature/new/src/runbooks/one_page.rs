//! The page of one runbook.

use super::{
    actions::actions,
    edit::edit,
    history::history,
    shared::{One, organization_name},
};
use crate::{
    api::Query,
    kit::AsyncView,
    language::t,
    routes::{PageTitle, Route},
    ui::{Icon, Shape, Skeleton, glyph},
};
use hq_contract::{
    OrganizationId,
    runbooks::{GetRunbook, Runbook, RunbookId},
};
use hq_text::runbooks;
use leptos::prelude::*;

/// The page; `not_found` stands in its place where there is no such runbook.
#[component]
pub fn RunbookPage(
    org: OrganizationId,
    id: RunbookId,
    #[prop(into)] organization: Signal<String>,
    may_manage: Signal<bool>,
    #[prop(into)] not_found: ViewFn,
) -> AnyView {
    let query = Query::new(move || Some(GetRunbook { org, id }));
    let missing = query.is_missing();
    let full = move || {
        let first = query.ready_untracked().map(|answer| answer.value);
        first.map(|first| {
            let one = One { org, id, query, runbook: query.latest(first), may_manage };
            full(one, organization)
        })
    };
    (move || {
        if missing.get() {
            return not_found.run();
        }
        view! {
            <AsyncView data=query loading=|| view! { <Skeleton shape=Shape::Card /> }>
                {full()}
            </AsyncView>
        }
        .into_any()
    })
    .into_any()
}

fn full(one: One, organization: Signal<String>) -> AnyView {
    let slug = organization_name();
    let back = move || Route::runbooks(slug.get()).path();
    let title = Signal::derive(move || one.runbook.with(|runbook: &Runbook| runbook.title.to_string()));
    let text = move || one.runbook.with(|runbook| runbook.text.to_string());
    let shown = move || {
        if one.may_manage.get() {
            view! {
                {edit(one)}
                {actions(one)}
            }
            .into_any()
        } else {
            view! { <p class="runbook-text">{text}</p> }.into_any()
        }
    };
    view! {
        <a class="member-back" href=back>
            <Icon glyph=glyph::ARROW_LEFT mirror=true />
            {t(runbooks::TITLE)}
        </a>
        <header class="page-head">
            <PageTitle title=title within=organization />
        </header>
        <div class="page-content">{shown} {history(one)}</div>
    }
    .into_any()
}
