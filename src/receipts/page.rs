//! `/organizations/{org}/receipts`

use super::{
    list::{Listing, ReceiptList},
    source::ReceiptsOf,
};
use crate::{
    kit::ExportButton,
    language::{t, tx},
    routes::{PageTitle, ReceiptsView, use_receipts_address},
    ui::Lead,
};
use hq_contract::{OrganizationId, Timestamp, invoices::ExportInvoices};
use hq_text::receipts;
use leptos::prelude::*;

/// The organization's receipts, which is there `since`.
#[component]
pub fn ReceiptsPage(org: OrganizationId, organization: Signal<String>, since: Timestamp) -> AnyView {
    let view = use_receipts_address().view();
    let export = move || {
        let ReceiptsView { year, state } = view.get();
        ExportInvoices { org, year, state }
    };
    view! {
        <header class="page-head receipts-head">
            <div>
                <PageTitle title=t(receipts::TITLE) within=organization />
                <Lead text=tx(move |texts| receipts::lead(texts, &organization.get())) />
            </div>
            <ExportButton endpoint=export label=t(receipts::EXPORT) file="receipts.csv" />
        </header>
        <div class="page-content receipts">
            <ReceiptList listing=Listing {
                of: ReceiptsOf::Organization(org),
                since,
            } />
        </div>
    }
    .into_any()
}
