//! `DELETE /organizations/{org}/join-requests/{id}`

use super::store;
use crate::{
    access::Caller,
    app::App,
    http::{
        endpoint::Done,
        extract::{InPath, PathParameters},
        problem::Failure,
    },
    operation::{Operation, Origin},
    organizations,
};
use axum::extract::State;
use hq_contract::{JoinRequestId, OrganizationRef, ProblemCode, join_requests::WithdrawJoinRequest};
use serde::Deserialize;

/// The organization and the request.
#[derive(Debug, Deserialize)]
pub struct Request {
    org: OrganizationRef,
    id: JoinRequestId,
}

impl InPath for Request {
    type Id = JoinRequestId;
}

/// Serves [`WithdrawJoinRequest`].
pub async fn withdraw_join_request(
    State(app): State<App>,
    caller: Caller,
    PathParameters(Request { org, id }): PathParameters<Request>,
    origin: Origin,
) -> Result<Done<WithdrawJoinRequest>, Failure> {
    let operation = Operation::begin_as(&app, &origin, &caller).await?;
    let org = organizations::store::resolve(operation.tx(), &org).await?.ok_or(ProblemCode::NotFound)?;
    organizations::store::lock(&operation, org).await?.ok_or(ProblemCode::NotFound)?;
    if !store::withdraw(&operation, org, caller.user, id).await? {
        return Err(ProblemCode::NotFound.into());
    }
    operation.audit_in(org, caller.user, "join_requests.withdraw", id, serde_json::json!({})).await?;
    operation.finish_with(Done::empty()).await
}
