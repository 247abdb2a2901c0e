//! `POST /organizations/{org}/invitations/{id}/link`

use super::store;
use crate::{
    access::{ByPerson, InviteMembers, OrgAccess},
    app::App,
    http::{
        endpoint::Done,
        extract::{Id, PathParameters, Posted},
        problem::Failure,
    },
};
use axum::extract::State;
use hq_contract::{
    InvitationId, Nothing, ProblemCode,
    console_paths::ConsolePath,
    invitations::{InvitationLink, InvitationState, LinkInvitation},
};

/// Serves [`LinkInvitation`].
pub async fn link_invitation(
    State(app): State<App>,
    access: OrgAccess<ByPerson<InviteMembers>>,
    PathParameters(Id { id }): PathParameters<Id<InvitationId>>,
    posted: Posted<Nothing>,
) -> Result<Done<LinkInvitation>, Failure> {
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
    operation.audit_in(org, operation.caller.id(), "invitations.link", id, detail).await?;
    operation.finish_with(Done::new(&InvitationLink { url })?).await
}
