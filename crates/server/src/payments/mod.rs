//! Payments: money that came by bank transfer or card, which invoices it paid, and what became of the rest.
//!
//! A payment is booked in one transaction, under the lock of who pays: its row, what of it pays the invoice, and the lines of
//! the ledger. What nobody owed is the payer's credit. None of these rows is ever changed: what goes back is a payment with a
//! negative amount.

pub mod amount;
pub mod bank;
mod book;
mod credit;
mod error;
mod find;
mod list;
mod reverse;
mod write_off;

pub use book::{Booked, NewPayment, Provider, book};
pub use credit::{free_surplus, refund, use_credit};
pub use error::PaymentError;
pub use find::{by_number, by_reference};
pub use list::{Only, Owed, list};
pub use reverse::reverse;
pub use write_off::write_off;
