//! Who is signed in, and everything that follows from it: their organizations, the one that the URL names, and signing
//! in. One of the console's contexts; every feature may use it.

mod choose_language;
mod context;
mod mailbox;
mod more_organizations;
mod organization;
mod organizations;
mod sign_in;
mod sign_in_form;

pub use choose_language::use_choose_language;
pub use context::{Session, SignedIn, State, provide_session, use_session};
pub use mailbox::MailboxNotice;
pub use organizations::Organizations;
pub use sign_in::SignInPage;
pub use sign_in_form::SignInForm;
