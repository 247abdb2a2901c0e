//! Who may do what, by type: a handler is given a [`Caller`] or an [`OrgAccess`], or it does not run.

mod actor;
mod actor_id;
pub mod bearer;
mod caller;
mod get;
pub mod keys;
mod maybe_caller;
mod org_access;
pub mod sessions;

pub use actor::Actor;
pub use actor_id::ActorId;
pub use keys::Key;
pub use maybe_caller::MaybeCaller;
pub use org_access::{BelongToOrganization, ByPerson, OrgAccess, Permitted};
// Each permission of the contract, as a type.
pub use hq_contract::permitted::*;
pub use sessions::Caller;

use crate::{app::App, http::endpoint::serve};
use hq_contract::access::GetAccess;
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(serve::<GetAccess, _>(get::get_access))
}
