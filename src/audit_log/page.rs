//! The page.

use super::{api_filter::api_filter, filters::filters, list::lines};
use crate::{
    api::List,
    kit::export_address,
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
    let view = use_audit_address().view();
    let table = export_address(move || ExportAuditCsv { org, filter: view.with(api_filter) });
    let lines = export_address(move || ExportAuditLines { org, filter: view.with(api_filter) });
    let entries = vec![
        MenuEntry::Item { label: t(audit_log::EXPORT_CSV), icon: None, action: MenuAction::Link(table) },
        MenuEntry::Item { label: t(audit_log::EXPORT_LINES), icon: None, action: MenuAction::Link(lines) },
    ];
    view! {
        <Menu entries=Signal::stored(entries)>{t(audit_log::EXPORT)} <Icon glyph=glyph::CHEVRON_DOWN /></Menu>
    }
    .into_any()
}
