//! The link of the mail to the new address.

mod answer;
mod dead;
mod page;
mod situation;

pub use page::EmailChangePage;
