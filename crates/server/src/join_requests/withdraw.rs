//! `DELETE /organizations/{org}/join-requests/{id}`

use super::store;
use crate::{
    access::{Caller, PathParameters},
    app::App,
    operation::{Operation, Origin},
    organizations,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{JoinRequestId, OrganizationRef, ProblemCode};
use serde::Deserialize;
use uuid::Uuid;

/// The organization and the request.
#[derive(Debug, Deserialize)]
pub struct Request {
    org: OrganizationRef,
    id: Uuid,
}

/// Withdraw a request
///
/// One's own, as long as it waits.
#[utoipa::path(
    delete, path = "/organizations/{org}/join-requests/{id}", tag = "join-requests",
    params(("org" = String, Path, description = "Id or slug of the organization"), ("id" = JoinRequestId, Path, description = "Which request")),
    responses((status = 204, description = "Withdrawn"))
)]
pub async fn withdraw_join_request(
    State(app): State<App>,
    caller: Caller,
    PathParameters(Request { org, id }): PathParameters<Request>,
    origin: Origin,
) -> Result<Response, Failure> {
    let operation = Operation::begin_as(&app, &origin, &caller).await?;
    let org = organizations::store::resolve(operation.tx(), &org).await?.ok_or(ProblemCode::NotFound)?;
    organizations::store::lock(&operation, org).await?.ok_or(ProblemCode::NotFound)?;
    if !store::withdraw(&operation, org, caller.user, id).await? {
        return Err(ProblemCode::NotFound.into());
    }
    operation.audit_in(org, caller.user, "join_requests.withdraw", id, serde_json::json!({})).await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await
}
