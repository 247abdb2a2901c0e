//! `POST /organizations/{org}/join-requests/{id}/reopen`

use super::store;
use crate::{
    access::{AnswerJoinRequests, Id, OrgAccess, PathParameters, Posted},
    app::App,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{JoinRequestId, Nothing, ProblemCode};

/// Take a denial back
///
/// The request waits again, as it did all the time for its sender.
#[utoipa::path(
    post, path = "/organizations/{org}/join-requests/{id}/reopen", tag = "join-requests",
    params(("org" = String, Path, description = "Id or slug of the organization"), ("id" = JoinRequestId, Path, description = "Which request")),
    responses((status = 204, description = "It waits"))
)]
pub async fn reopen_join_request(
    State(app): State<App>,
    access: OrgAccess<AnswerJoinRequests>,
    PathParameters(Id { id }): PathParameters<Id>,
    posted: Posted<Nothing>,
) -> Result<Response, Failure> {
    let (org, actor) = (access.organization.id, access.caller.user);
    let operation = access.begin_once(&app, &posted).await?;
    let request = store::find(&operation, org, id).await?.ok_or(ProblemCode::NotFound)?;
    if !store::reopen(&operation, id).await? {
        return Err(ProblemCode::AlreadyAnswered.into());
    }
    let detail = serde_json::json!({"user": request.user_id});
    operation.audit_in(org, actor, "join_requests.reopen", id, detail).await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await
}
