//! Why a person may not do something, and whom to ask.

mod admins;
mod dialog;
mod page;
mod reasons;

pub use dialog::WhyDialog;
pub use page::RefusedPage;
