//! `DELETE /organizations/{org}/members/{user}`

use super::store;
use crate::{
    access::{OrgAccess, RemoveMembers},
    app::App,
    http::{
        endpoint::Done,
        extract::{IfMatch, PathParameters, Query, User},
        problem::Failure,
    },
    invitations,
    operation::Origin,
};
use axum::extract::State;
use hq_contract::{
    Permission, ProblemCode, Role,
    members::{InvitationsOfRemoved, RemoveMember},
};
use serde::Deserialize;
use utoipa::IntoParams;

/// What becomes of what the member leaves.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Parameters {
    /// What becomes of their invitations; `keep` where absent.
    #[param(inline)]
    invitations: Option<InvitationsOfRemoved>,
}

/// Serves [`RemoveMember`].
pub async fn remove_member(
    State(app): State<App>,
    access: OrgAccess<RemoveMembers>,
    PathParameters(User { user }): PathParameters<User>,
    origin: Origin,
    version: IfMatch,
    Query(asked): Query<Parameters>,
) -> Result<Done<RemoveMember>, Failure> {
    let organization = access.organization.id;
    let mut operation = access.begin(&app, &origin).await?;
    let member = store::find(operation.tx(), organization, user).await?.ok_or(ProblemCode::NotFound)?;
    if member.role == Role::Admin {
        operation.require(Permission::ManageMembers)?;
    }
    version.check(&store::etag(&member))?;
    let fate = asked.invitations.unwrap_or_default();
    if fate != InvitationsOfRemoved::Keep {
        operation.require(Permission::InviteMembers)?;
    }
    store::remove(&mut operation, &member).await?;
    let invitations = match fate {
        InvitationsOfRemoved::Keep => 0,
        InvitationsOfRemoved::TakeOver => {
            let inviter = operation.caller.person()?.user;
            invitations::store::take_over(&operation, organization, user, inviter).await?
        }
        InvitationsOfRemoved::Revoke => {
            let all = operation.may(Permission::InviteAdmins);
            invitations::store::revoke_of(&operation, organization, user, all).await?
        }
    };
    let detail =
        serde_json::json!({"before": {"role": member.role}, "invitations": fate, "count": invitations});
    operation.audit_in(organization, operation.caller.id(), "members.remove", user, detail).await?;
    operation.finish_with(Done::empty()).await
}
