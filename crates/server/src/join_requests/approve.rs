//! `POST /organizations/{org}/join-requests/{id}/approve`

use super::store;
use crate::{
    access::{AnswerJoinRequests, OrgAccess},
    app::App,
    http::{
        endpoint::Done,
        extract::{Id, PathParameters, Posted},
        problem::Failure,
    },
    invitations,
    mail::{
        letters::{Letter, texts_of},
        outbox,
    },
    members, users,
};
use axum::extract::State;
use hq_contract::{
    JoinRequestId, Nothing, Permission, ProblemCode, Role, console_paths::ConsolePath,
    join_requests::ApproveJoinRequest,
};

/// Serves [`ApproveJoinRequest`].
pub async fn approve_join_request(
    State(app): State<App>,
    access: OrgAccess<AnswerJoinRequests>,
    PathParameters(Id { id }): PathParameters<Id<JoinRequestId>>,
    posted: Posted<Nothing>,
) -> Result<Done<ApproveJoinRequest>, Failure> {
    let (org, actor) = (access.organization.id, access.caller.id());
    let mut operation = access.begin_once(&app, &posted).await?;
    let organization = &operation.organization;
    let request = store::find(&operation, org, id).await?.ok_or(ProblemCode::NotFound)?;
    if !store::approve(&operation, id).await? {
        return Err(ProblemCode::AlreadyAnswered.into());
    }
    members::store::guard_seats(&operation, organization).await?;
    let user = users::store::find(operation.tx(), request.user_id).await?.ok_or(ProblemCode::NotFound)?;
    let invited = [user.email_canonical.clone()];
    let invited = invitations::store::of_addresses(operation.tx(), org, &invited).await?;
    if let Some(open) = invited.values().find(|row| invitations::store::is_open(row)) {
        let needed = invitations::store::needed(open)?;
        // A plain one offers what they get here; one of more would be turned into that.
        if needed != Permission::InviteMembers {
            operation.require(needed)?;
        }
    }
    members::store::join(&operation, org, user.id, Role::User, &[]).await?;
    invitations::store::close_of_member(&operation, org, &user.email_canonical).await?;

    let texts = texts_of(&user);
    let link = app.link(ConsolePath::Organization(&organization.slug));
    let letter = Letter::to(&app, &texts, &user).join_approved(&organization.name, link);
    outbox::queue(&mut operation, &user.email, &letter).await?;
    let detail = serde_json::json!({"user": user.id, "role": Role::User});
    operation.audit_in(org, actor, "join_requests.approve", id, detail).await?;
    operation.finish_with(Done::empty()).await
}
