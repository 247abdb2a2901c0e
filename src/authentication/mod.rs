//! Who may join an organization, and how its members prove who they are.

mod choosing;
mod domains;
mod draft;
mod editing;
mod force_mfa;
mod page;
mod requests;

pub use page::{AuthenticationPage, Within};
