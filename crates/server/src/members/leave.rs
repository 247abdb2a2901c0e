//! `POST /organizations/{org}/leave`

use super::store;
use crate::{
    access::{BelongToOrganization, OrgAccess, Posted},
    app::App,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{Nothing, ProblemCode};

/// Leave an organization
///
/// Its last admin cannot: somebody else has to be made admin first. Who lacks the multi-factor authentication that it
/// forces can leave all the same.
#[utoipa::path(
    post, path = "/organizations/{org}/leave", tag = "members",
    params(("org" = String, Path, description = "Id or slug")),
    responses((status = 204, description = "Left"))
)]
pub async fn leave_organization(
    State(app): State<App>,
    access: OrgAccess<BelongToOrganization>,
    posted: Posted<Nothing>,
) -> Result<Response, Failure> {
    let (organization, user) = (access.organization.id, access.caller.user);
    let operation = access.begin_once(&app, &posted).await?;
    let member = store::find(operation.tx(), organization, user).await?.ok_or(ProblemCode::NotFound)?;
    store::remove(&operation, &member).await?;
    let detail = serde_json::json!({"before": {"role": member.role}});
    operation.audit_in(organization, user, "members.leave", user, detail).await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await
}
