//! Billing: what the next receipt says so far, what was used day by day, and the budget.

mod access;
mod budget;
mod budget_form;
mod days;
mod next;
mod page;
mod sums;
mod words;

pub use access::BillingAccess;
pub use page::BillingPage;
