//! `POST /organizations/{org}/invitations/{id}/link`

use super::store;
use crate::{
    access::{Id, InviteMembers, OrgAccess, PathParameters, Posted},
    app::App,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{
    InvitationId, Nothing, ProblemCode,
    console_paths::ConsolePath,
    invitations::{InvitationLink, InvitationState},
};

/// Make a link to pass on
///
/// Shown this once and not kept: asking again, with the same `Idempotency-Key` or not, makes another, and the one
/// before ends. It does not prove the address: who has no account verifies it by mail. The mailed link goes on working. For those who
/// could offer the invitation themselves; refused with 409 `inviter_lost_right` where nobody can accept it before it is
/// sent again.
#[utoipa::path(
    post, path = "/organizations/{org}/invitations/{id}/link", tag = "invitations",
    params(("org" = String, Path, description = "Id or slug of the organization"), ("id" = InvitationId, Path, description = "Which invitation")),
    responses((status = 201, description = "The link", body = InvitationLink))
)]
pub async fn link_invitation(
    State(app): State<App>,
    access: OrgAccess<InviteMembers>,
    PathParameters(Id { id }): PathParameters<Id>,
    posted: Posted<Nothing>,
) -> Result<Response, Failure> {
    let org = access.organization.id;
    // Not `posted.begin`: that keeps the answer for a retry, and this one is a secret.
    let operation = access.begin(&app, posted.origin()).await?;
    let row = store::find(operation.tx(), org, id).await?.ok_or(ProblemCode::NotFound)?;
    match store::state(&row, operation.now()) {
        InvitationState::Pending => {}
        InvitationState::Expired => return Err(ProblemCode::LinkExpired.into()),
        _ => return Err(ProblemCode::AlreadyAnswered.into()),
    }
    operation.require(store::needed(&row)?)?;
    if !store::inviter_may(operation.tx(), &row, &operation.organization).await? {
        return Err(ProblemCode::InviterLostRight.into());
    }
    let token = store::make_link(&operation, &row, false).await?;
    let url = app.link(ConsolePath::Join(token.expose()));
    let detail = serde_json::json!({"email": row.email});
    operation.audit_in(org, operation.caller.user, "invitations.link", id, detail).await?;
    operation.finish(StatusCode::CREATED, &InvitationLink { url }, None).await
}
