//! The signed-in person's own pages: preferences, security and organizations.

mod choose_language;
mod deleted;
mod deletion;
mod display;
mod mfa;
mod name;
mod organizations;
mod page;
mod password;
mod picture;
mod sessions;

pub use choose_language::use_choose_language;
pub use page::{OrganizationsPage, PreferencesPage, SecurityPage};
