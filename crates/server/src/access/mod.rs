//! Who may do what, by type: a handler is given a [`Caller`] or an [`OrgAccess`], or it does not run.

mod actor;
pub mod bearer;
mod caller;
mod get;
mod if_match;
mod list;
mod maybe_caller;
mod org_access;
mod org_operation;
pub mod parameters;
mod picture;
mod posted;
mod query;
mod refused;
mod request_origin;

pub use actor::{Actor, Key};
pub use caller::Caller;
pub use if_match::{IfMatch, first_version, version_tag};
pub use list::{Direction, List, Paging};
pub use maybe_caller::MaybeCaller;
pub use org_access::{
    AnswerJoinRequests, BelongToOrganization, ByPerson, DeleteOrganization, InviteMembers, ManageApiKeys,
    ManageAuthentication, ManageInfrastructure, ManageMembers, OrgAccess, Permitted, ReadAuditLog,
    ReadBilling, ReadMemberDetails, ReadMembers, ReadOrganization, RemoveMembers, UpdateBilling,
    UpdateOrganization, UpdateStorageDefaults,
};
pub use org_operation::OrgOperation;
pub use picture::Picture;
pub use posted::{Body, Posted};
pub use query::{Id, PathParameters, Query, User};

use crate::{app::App, endpoint::serve};
use hq_contract::access::GetAccess;
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(serve::<GetAccess, _>(get::get_access))
}
