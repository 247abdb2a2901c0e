//! One dataplant: how it is, what is done to it, and doing something.

mod delete;
mod edit;
mod engines;
mod facts;
mod failure;
mod forget;
mod head;
mod history;
mod names;
mod notices;
mod page;
mod resize;
mod steps;
mod thing;

pub use page::DataplantPage;
pub use thing::Sources;
