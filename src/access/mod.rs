//! Why a person may not do something, and whom to ask: the question, for any feature, and its answer.

mod admins;
mod dialog;
mod page;
mod question;
mod reasons;
mod refusal;
mod why;

pub use admins::AdminList;
pub use dialog::WhyDialog;
pub use page::RefusedPage;
pub use question::{Question, provide_question, use_question};
pub use why::Why;
