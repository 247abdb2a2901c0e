//! Who belongs to an organization.

mod alone;
mod filters;
mod leave;
mod list;
mod remove;
mod role;
mod row;
mod target;

pub use alone::Alone;
pub use filters::Filters;
pub use list::{MemberList, use_members};
