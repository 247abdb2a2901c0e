//! Who may join an organization, and how its members prove who they are.

mod choosing;
mod chosen;
mod domains;
mod force_mfa;
mod page;
mod requests;
mod within;

pub use page::AuthenticationPage;
pub use within::Within;
