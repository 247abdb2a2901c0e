//! `DELETE /organizations/{org}/invitations/{id}`

use super::store;
use crate::{
    access::{Id, InviteMembers, OrgAccess, PathParameters},
    app::App,
    operation::Origin,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{InvitationId, ProblemCode};

/// Take an invitation back
///
/// Its links say so from then on. A declined one leaves the list. For those who could offer it themselves: one that makes an
/// admin or gives rules is for admins to take back.
#[utoipa::path(
    delete, path = "/organizations/{org}/invitations/{id}", tag = "invitations",
    params(("org" = String, Path, description = "Id or slug of the organization"), ("id" = InvitationId, Path, description = "Which invitation")),
    responses((status = 204, description = "Taken back"))
)]
pub async fn revoke_invitation(
    State(app): State<App>,
    access: OrgAccess<InviteMembers>,
    PathParameters(Id { id }): PathParameters<Id>,
    origin: Origin,
) -> Result<Response, Failure> {
    let org = access.organization.id;
    let operation = access.begin(&app, &origin).await?;
    let row = store::find(operation.tx(), org, id).await?.ok_or(ProblemCode::NotFound)?;
    operation.require(store::needed(&row)?)?;
    if !store::revoke(&operation, id).await? {
        return Err(ProblemCode::AlreadyAnswered.into());
    }
    let detail = serde_json::json!({"email": row.email});
    operation.audit_in(org, operation.caller.user, "invitations.revoke", id, detail).await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await
}
