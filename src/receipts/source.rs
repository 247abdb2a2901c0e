//! Whose receipts they are.

use crate::{api::List, kit::Export, routes::ReceiptsView};
use hq_contract::{
    BillingAccountId, InvoiceId, OrganizationId,
    billing_accounts::{GetAccountReceipt, ListAccountInvoices},
    invoices::{GetReceipt, Invoice, ListInvoices},
};
use leptos::prelude::*;

/// What a receipt's file is called where the server does not say.
const FILE: &str = "receipt.pdf";

/// Whose receipts they are: an organization's, or those of all organizations that a billing account pays for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiptsOf {
    /// An organization's.
    Organization(OrganizationId),
    /// A billing account's.
    Account(BillingAccountId),
}

impl ReceiptsOf {
    /// Those that the address asks for.
    pub(super) fn list(self, view: Memo<ReceiptsView>) -> List<Invoice> {
        match self {
            Self::Organization(org) => List::new(move |page_token| {
                let ReceiptsView { year, state } = view.get();
                Some(ListInvoices { org, year, state, page_token })
            }),
            Self::Account(id) => List::new(move |page_token| {
                let ReceiptsView { year, state } = view.get();
                Some(ListAccountInvoices { id, year, state, page_token })
            }),
        }
    }

    /// Saves one as PDF.
    pub(super) fn download(self, export: Export, invoice: InvoiceId) {
        match self {
            Self::Organization(org) => export.run(&GetReceipt { org, id: invoice }, FILE),
            Self::Account(id) => export.run(&GetAccountReceipt { id, invoice }, FILE),
        }
    }
}
