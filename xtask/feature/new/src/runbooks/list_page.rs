//! The pages of the lists: the runbooks, and those of the archive.

use super::{list::list, shared::organization_name};
use crate::{
    api::Query,
    language::{t, tx},
    routes::{PageTitle, Route},
    ui::{Button, Kind, Lead, LinkButton, PageHead, glyph},
};
use hq_contract::{OrganizationId, runbooks::ListRunbooks};
use hq_text::runbooks;
use leptos::prelude::*;

/// The page of the runbooks. `why` stands beside what a person may not do.
#[component]
pub fn RunbooksPage(
    org: OrganizationId,
    #[prop(into)] organization: Signal<String>,
    may_manage: Signal<bool>,
    why: AnyView,
) -> AnyView {
    let query = Query::new(move || Some(ListRunbooks { org, archived: false }));
    let slug = organization_name();
    let archive = Signal::derive(move || Route::runbook_archive(slug.get()).path());
    view! {
        <div class="page-line">
            <PageHead>
                <PageTitle title=t(runbooks::TITLE) within=organization />
                <Lead text=tx(move |texts| runbooks::lead(texts, &organization.get())) />
            </PageHead>
            <div class="locked-action">{new_button(may_manage)} {why}</div>
        </div>
        <div class="page-content">
            {list(query, runbooks::EMPTY_TITLE, runbooks::EMPTY_TEXT)}
            <a href=archive>{t(runbooks::ARCHIVE_TITLE)}</a>
        </div>
    }
    .into_any()
}

/// The page of the archive.
#[component]
pub fn RunbookArchivePage(org: OrganizationId, #[prop(into)] organization: Signal<String>) -> AnyView {
    let query = Query::new(move || Some(ListRunbooks { org, archived: true }));
    view! {
        <PageHead>
            <PageTitle title=t(runbooks::ARCHIVE_TITLE) within=organization />
            <Lead text=t(runbooks::ARCHIVE_LEAD) />
        </PageHead>
        <div class="page-content">
            {list(query, runbooks::ARCHIVE_EMPTY_TITLE, runbooks::ARCHIVE_EMPTY_TEXT)}
        </div>
    }
    .into_any()
}

/// Leads to another runbook; who may write none sees that there is a way.
fn new_button(may: Signal<bool>) -> AnyView {
    let slug = organization_name();
    let href = Signal::derive(move || Route::new_runbook(slug.get()).path());
    (move || {
        if may.get() {
            view! { <LinkButton label=t(runbooks::NEW) href=href kind=Kind::Primary icon=glyph::PLUS /> }
                .into_any()
        } else {
            view! { <Button label=t(runbooks::NEW) icon=glyph::PLUS disabled=true /> }.into_any()
        }
    })
    .into_any()
}
