//! Invoices and credit notes: issued once, kept as they are, and paid by what the ledger says.
//!
//! [`issue`] is the one way in which an invoice comes to be: in the caller's transaction it claims the period, takes the next
//! number, writes the rows and the document, books, and queues the mail. [`credit`] does the same for credit notes. [`jobs`] is who
//! calls them as time goes by.

mod credit;
pub mod demo;
mod document;
mod export;
mod give_back;
mod issue;
pub mod jobs;
mod list;
mod receipt;
mod reminders;
pub mod store;
mod words;

pub use credit::{Amount, CreditError, credit};
pub use issue::{Issue, issue};
pub use jobs::{catch_up, round, watch};
pub use list::Parameters;
pub use receipt::answer as receipt;
pub use words::money;

use crate::{app::App, http::endpoint::serve};
use hq_contract::invoices::{ExportInvoices, GetReceipt, ListInvoices};
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(serve::<ListInvoices, _>(list::list_invoices))
        .routes(serve::<ExportInvoices, _>(export::export_invoices))
        .routes(serve::<GetReceipt, _>(receipt::get_receipt))
}
