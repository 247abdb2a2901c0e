//! `DELETE /organizations/{org}/invitations/{id}`

use super::store;
use crate::{
    access::{InviteMembers, OrgAccess},
    app::App,
    http::{
        endpoint::Done,
        extract::{Id, PathParameters},
        problem::Failure,
    },
    operation::Origin,
};
use axum::extract::State;
use hq_contract::{InvitationId, ProblemCode, invitations::RevokeInvitation};

/// Serves [`RevokeInvitation`].
pub async fn revoke_invitation(
    State(app): State<App>,
    access: OrgAccess<InviteMembers>,
    PathParameters(Id { id }): PathParameters<Id<InvitationId>>,
    origin: Origin,
) -> Result<Done<RevokeInvitation>, Failure> {
    let org = access.organization.id;
    let operation = access.begin(&app, &origin).await?;
    let row = store::find(operation.tx(), org, id).await?.ok_or(ProblemCode::NotFound)?;
    operation.require(store::needed(&row)?)?;
    if !store::revoke(&operation, id).await? {
        return Err(ProblemCode::AlreadyAnswered.into());
    }
    let detail = serde_json::json!({"email": row.email});
    operation.audit_in(org, operation.caller.id(), "invitations.revoke", id, detail).await?;
    operation.finish_with(Done::empty()).await
}
