//! The signed-in person's own pages: preferences, security and organizations.

mod deleted;
mod deletion;
mod display;
mod mfa;
mod name;
mod organizations;
mod page;
mod password;
mod requests;
mod sessions;
mod user_agent;

pub use page::{OrganizationsPage, PreferencesPage, SecurityPage};
