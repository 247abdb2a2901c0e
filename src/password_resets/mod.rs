//! A new password for somebody who forgot theirs.

mod new_password;
mod request;

pub use new_password::NewPasswordPage;
pub use request::RequestPage;
