//! Runbooks of an organization: every member reads them, and who may manage them writes them.

mod actions;
mod deleting;
mod edit;
mod history;
mod inputs;
mod list;
mod list_page;
mod new_page;
mod one_page;
mod shared;

pub use list_page::{RunbookArchivePage, RunbooksPage};
pub use new_page::NewRunbookPage;
pub use one_page::RunbookPage;
