//! `GET /organizations/{org}/join-requests/{id}`

use super::store;
use crate::{
    access::{AnswerJoinRequests, OrgAccess},
    app::App,
    http::{
        extract::{Id, PathParameters},
        problem::Failure,
    },
};
use axum::{Json, extract::State};
use hq_contract::{JoinRequestId, ProblemCode, join_requests::JoinRequest};

/// Serves [`GetJoinRequest`](hq_contract::join_requests::GetJoinRequest).
pub async fn get_join_request(
    State(app): State<App>,
    access: OrgAccess<AnswerJoinRequests>,
    PathParameters(Id { id }): PathParameters<Id<JoinRequestId>>,
) -> Result<Json<JoinRequest>, Failure> {
    let found = store::waiting_one(app.db().read(), access.organization.id, id).await?;
    found.map(Json).ok_or_else(|| ProblemCode::NotFound.into())
}
