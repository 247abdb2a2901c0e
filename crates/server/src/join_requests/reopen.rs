//! `POST /organizations/{org}/join-requests/{id}/reopen`

use super::store;
use crate::{
    access::{AnswerJoinRequests, OrgAccess},
    app::App,
    http::{
        endpoint::Done,
        extract::{Id, PathParameters, Posted},
        problem::Failure,
    },
};
use axum::extract::State;
use hq_contract::{JoinRequestId, Nothing, ProblemCode, join_requests::ReopenJoinRequest};

/// Serves [`ReopenJoinRequest`].
pub async fn reopen_join_request(
    State(app): State<App>,
    access: OrgAccess<AnswerJoinRequests>,
    PathParameters(Id { id }): PathParameters<Id<JoinRequestId>>,
    posted: Posted<Nothing>,
) -> Result<Done<ReopenJoinRequest>, Failure> {
    let (org, actor) = (access.organization.id, access.caller.id());
    let operation = access.begin_once(&app, &posted).await?;
    let request = store::find(&operation, org, id).await?.ok_or(ProblemCode::NotFound)?;
    if !store::reopen(&operation, id).await? {
        return Err(ProblemCode::AlreadyAnswered.into());
    }
    let detail = serde_json::json!({"user": request.user_id});
    operation.audit_in(org, actor, "join_requests.reopen", id, detail).await?;
    operation.finish_with(Done::empty()).await
}
