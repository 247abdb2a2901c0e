//! The link of the mail that confirms a deletion.

mod confirm;
mod dead;
mod page;

pub use page::DataplantDeletionPage;
