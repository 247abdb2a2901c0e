//! The page.

use super::{api_filter::api_filter, filters::filters, list::lines};
use crate::{
    api::List,
    kit::Export,
    language::{t, tx},
    routes::{PageTitle, use_audit_address},
    ui::{Icon, Lead, Menu, MenuAction, MenuEntry, glyph},
};
use hq_contract::{
    OrganizationId,
    audit_log::{ExportAuditCsv, ExportAuditLines, ListAuditLog},
};
use hq_text::audit_log;
use leptos::prelude::*;

/// The page, for those who may read the log.
#[component]
pub fn AuditLogPage(org: OrganizationId, #[prop(into)] organization: Signal<String>) -> AnyView {
    let lead = tx(move |texts| audit_log::lead(texts, &organization.get()));
    view! {
        <header class="page-head members-head">
            <div>
                <PageTitle title=t(audit_log::TITLE) within=organization />
                <Lead text=lead />
            </div>
            {export(org)}
        </header>
        <div class="page-content">{log(org)}</div>
    }
    .into_any()
}

fn log(org: OrganizationId) -> AnyView {
    let address = use_audit_address();
    let view = address.view();
    let list =
        List::new(move |page_token| Some(ListAuditLog { org, filter: view.with(api_filter), page_token }));
    view! {
        {filters(org, address, list)}
        {lines(address, list)}
    }
    .into_any()
}

/// What is shown, as a file.
fn export(org: OrganizationId) -> AnyView {
    let (view, export) = (use_audit_address().view(), Export::new());
    let filter = move || view.with_untracked(api_filter);
    let table = move |()| export.run(&ExportAuditCsv { org, filter: filter() }, "audit-log.csv");
    let lines = move |()| export.run(&ExportAuditLines { org, filter: filter() }, "audit-log.jsonl");
    let item = |label, run| MenuEntry::Item { label: t(label), icon: None, action: MenuAction::Run(run) };
    let entries = vec![
        item(audit_log::EXPORT_CSV, Callback::new(table)),
        item(audit_log::EXPORT_LINES, Callback::new(lines)),
    ];
    view! {
        <Menu entries=Signal::stored(entries) busy=export.pending()>
            <span class="button-label">{t(audit_log::EXPORT)}</span>
            <Icon glyph=glyph::CHEVRON_DOWN />
        </Menu>
    }
    .into_any()
}
