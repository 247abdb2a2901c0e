//! Who may do what, by type: a handler is given a [`Caller`] or an [`OrgAccess`], or it does not run.

mod caller;
mod if_match;
mod maybe_caller;
mod org_access;
mod posted;
mod query;
mod request_origin;

pub use caller::Caller;
pub use if_match::{IfMatch, version_tag};
pub use maybe_caller::MaybeCaller;
pub use org_access::{
    BelongToOrganization, InviteMembers, ManageAuthentication, ManageMembers, OrgAccess, Permitted,
    ReadMembers, ReadOrganization, UpdateOrganization,
};
pub use posted::{Body, Posted};
pub use query::{Id, PathParameters, Query, User};
