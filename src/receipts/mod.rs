//! Receipts: invoices and credit notes of an organization, or of a billing account.

mod filters;
mod list;
mod page;
mod pay;
mod row;
mod source;
mod words;

pub use list::{Listing, ReceiptList};
pub use page::ReceiptsPage;
pub use source::ReceiptsOf;
