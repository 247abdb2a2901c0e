//! The page.

use super::{filters::filters, list::lines, wanted::wanted};
use crate::{
    api::{List, use_client},
    language::{t, tx},
    routes::{PageTitle, use_audit_address},
    ui::{Act, Banner, Entry, Icon, Lead, Menu, glyph, live},
};
use hq_contract::{
    OrganizationId,
    audit_log::{ExportAuditCsv, ExportAuditLines, ListAuditLog},
};
use hq_text::audit_log;
use leptos::prelude::*;

/// The page, for those who may read the log; others are told who may.
#[component]
pub fn AuditLogPage(
    org: OrganizationId,
    #[prop(into)] organization: Signal<String>,
    #[prop(into)] may_read: Signal<bool>,
) -> AnyView {
    let not_yours = t(audit_log::NOT_YOURS);
    let may = Memo::new(move |_| may_read.get());
    let lead = tx(move |texts| audit_log::lead(texts, &organization.get()));
    let body = live(move || may.get().then(|| log(org)));
    let export = live(move || may.get().then(|| export(org)));
    view! {
        <header class="page-head members-head">
            <div>
                <PageTitle title=t(audit_log::TITLE) within=organization />
                <Lead text=lead />
            </div>
            {export}
        </header>
        <div class="page-content">
            <Banner text=move || if may.get() { String::new() } else { not_yours.get() } />
            {body}
        </div>
    }
    .into_any()
}

fn log(org: OrganizationId) -> AnyView {
    let address = use_audit_address();
    let view = address.view();
    let list = List::new(move |page_token| Some(ListAuditLog { org, filter: view.with(wanted), page_token }));
    view! {
        {filters(org, address, list)}
        {lines(address, list)}
    }
    .into_any()
}

/// What is shown, as a file.
fn export(org: OrganizationId) -> AnyView {
    let (client, view) = (use_client(), use_audit_address().view());
    let table = Signal::derive(move || client.address(&ExportAuditCsv { org, filter: view.with(wanted) }));
    let lines = Signal::derive(move || client.address(&ExportAuditLines { org, filter: view.with(wanted) }));
    let entries = vec![
        Entry::Item { label: t(audit_log::EXPORT_CSV), icon: None, act: Act::Link(table) },
        Entry::Item { label: t(audit_log::EXPORT_LINES), icon: None, act: Act::Link(lines) },
    ];
    view! {
        <Menu entries=Signal::stored(entries)>{t(audit_log::EXPORT)} <Icon glyph=glyph::CHEVRON_DOWN /></Menu>
    }
    .into_any()
}
