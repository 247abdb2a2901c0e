//! Signing up: the form, the page that waits for the mail, and confirming the address.

mod check_mail;
mod choose_password;
mod sign_up;
mod sign_up_draft;
mod sign_up_form;
mod verify;

pub use sign_up::SignUpPage;
pub use verify::VerifyPage;
