//! Billing: what the next receipt says so far, what was used day by day, the budget, and what of it the home tells.

mod access;
mod budget;
mod budget_form;
mod days;
mod next;
mod on_home;
mod page;
mod sums;
mod words;

pub use access::BillingAccess;
pub use on_home::HomeBill;
pub use page::BillingPage;
