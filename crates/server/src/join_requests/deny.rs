//! `POST /organizations/{org}/join-requests/{id}/deny`

use super::store;
use crate::{
    access::{AnswerJoinRequests, Id, OrgAccess, PathParameters, Posted},
    app::App,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{JoinRequestId, Nothing, ProblemCode};

/// Deny a request
///
/// Its sender is not told; to them it goes on waiting, and after 30 days they may ask again.
#[utoipa::path(
    post, path = "/organizations/{org}/join-requests/{id}/deny", tag = "join-requests",
    params(("org" = String, Path, description = "Id or slug of the organization"), ("id" = JoinRequestId, Path, description = "Which request")),
    responses((status = 204, description = "Denied"))
)]
pub async fn deny_join_request(
    State(app): State<App>,
    access: OrgAccess<AnswerJoinRequests>,
    PathParameters(Id { id }): PathParameters<Id>,
    posted: Posted<Nothing>,
) -> Result<Response, Failure> {
    let (org, actor) = (access.organization.id, access.caller.user);
    let operation = access.begin_once(&app, &posted).await?;
    let request = store::find(&operation, org, id).await?.ok_or(ProblemCode::NotFound)?;
    if !store::deny(&operation, id).await? {
        return Err(ProblemCode::AlreadyAnswered.into());
    }
    let detail = serde_json::json!({"user": request.user_id});
    operation.audit_in(org, actor, "join_requests.deny", id, detail).await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await
}
