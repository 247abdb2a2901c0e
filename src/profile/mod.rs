//! The signed-in person's own pages: preferences and security.

mod display;
mod name;
mod page;
mod password;
mod sessions;
mod user_agent;

pub use page::{PreferencesPage, SecurityPage};
