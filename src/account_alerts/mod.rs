//! What a mail told of the person's account, and taking the account back.

mod dead;
mod form;
mod page;

pub use page::SecureAccountPage;
