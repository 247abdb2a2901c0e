//! What plans and usage cost.
//!
//! No input or output, no clock and no database: everything that computes money, so that a preview, a quote and an invoice
//! are one function ([`statement`]). Amounts are integers of minor units (cents), moments are Unix milliseconds, of which whole
//! seconds count; what grows too large to count is an error ([`Overflow`]) and never another number.

pub mod alerts;
mod amount;
pub mod fees;
pub mod forecast;
pub mod grants;
pub mod ledger;
pub mod overdue;
pub mod period;
pub mod price_book;
mod price_file;
pub mod rating;
pub mod reference;
pub mod seller;
pub mod statement;
pub mod subscription;
mod terms;
pub mod usage;
pub mod used;
pub mod vat;

pub use amount::{Overflow, UnitPrice, share};
pub use price_file::{Fault, PriceFile};
pub use statement::{Input, Reason, Statement, StatementError, statement};
pub use terms::{Cycle, SupportLevel};
