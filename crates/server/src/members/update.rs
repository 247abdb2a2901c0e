//! `PATCH /organizations/{org}/members/{user}`

use super::store::{self, Viewer};
use crate::{
    access::{ManageMembers, OrgAccess},
    app::App,
    http::{
        endpoint::Done,
        extract::{Body, IfMatch, PathParameters, User},
        problem::Failure,
    },
    operation::Origin,
};
use axum::extract::State;
use hq_contract::{
    Permission, ProblemCode, Role,
    members::{MemberPatch, UpdateMember},
};

/// Serves [`UpdateMember`].
pub async fn update_member(
    State(app): State<App>,
    access: OrgAccess<ManageMembers>,
    PathParameters(User { user }): PathParameters<User>,
    origin: Origin,
    version: IfMatch,
    Body(patch): Body<MemberPatch>,
) -> Result<Done<UpdateMember>, Failure> {
    let (organization, actor) = (access.organization.id, access.caller.id());
    let operation = access.begin(&app, &origin).await?;
    let before = store::find(operation.tx(), organization, user).await?.ok_or(ProblemCode::NotFound)?;
    version.check(&store::etag(&before))?;
    if let Some(role) = patch.role.filter(|role| *role != before.role) {
        // An admin can make API keys: a key that made one would outlive itself.
        if role == Role::Admin {
            operation.caller.person()?;
        }
        store::change_role(&operation, &before, role).await?;
        let detail = serde_json::json!({"before": {"role": before.role}, "after": {"role": role}});
        operation.audit_in(organization, actor, "members.update", user, detail).await?;
    }
    let after = store::find(operation.tx(), organization, user).await?.ok_or(ProblemCode::Internal)?;
    let viewer = Viewer { user: actor, details: operation.may(Permission::ReadMemberDetails) };
    let member = store::one(operation.tx(), viewer, organization, user).await?;
    let member = member.ok_or(ProblemCode::Internal)?;
    operation.finish_with(Done::versioned(&member, store::etag(&after))?).await
}
