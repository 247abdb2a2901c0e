//! Who is signed in, and everything that follows from it: their organizations, the one that the URL names, those that
//! they may join, and signing in. One of the console's contexts; every feature may use it.

mod ask_to_join;
mod choose_language;
mod code_field;
mod context;
mod mailbox;
mod more_organizations;
mod my_invitations;
mod my_suggestions;
mod new_password;
mod offers;
mod organization;
mod organizations;
mod sign_in;
mod sign_in_form;
mod why;

pub use ask_to_join::{AskToJoin, InsteadOf};
pub use choose_language::use_choose_language;
pub use code_field::CodeField;
pub use context::{Session, SignedIn, State, provide_session, use_session};
pub use mailbox::MailboxNotice;
pub use my_invitations::MyInvitations;
pub use my_suggestions::{MySuggestions, Withdraw};
pub use new_password::NewPasswordField;
pub use offers::Offers;
pub use organizations::Organizations;
pub use sign_in::SignInPage;
pub use sign_in_form::SignInForm;
pub use why::{Question, Why, refusal_key};
