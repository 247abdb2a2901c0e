//! Who may do what, by type: a handler is given a [`Caller`] or an [`OrgAccess`], or it does not run.

mod caller;
mod if_match;
mod org_access;
mod posted;
mod query;
mod request_origin;

pub use caller::Caller;
pub use if_match::{IfMatch, version_tag};
pub use org_access::{OrgAccess, Permitted, ReadOrganization, UpdateOrganization};
pub use posted::{Body, Posted};
pub use query::{PathParameters, Query};
