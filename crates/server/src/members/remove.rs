//! `DELETE /organizations/{org}/members/{user}`

use super::store;
use crate::{
    access::{IfMatch, ManageMembers, OrgAccess, PathParameters, User},
    app::App,
    operation::{Operation, Origin},
    organizations,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::ProblemCode;

/// Remove a member
///
/// From their next request on, the organization does not exist for them. At least one admin always remains.
#[utoipa::path(
    delete, path = "/organizations/{org}/members/{user}", tag = "members",
    params(
        ("org" = String, Path, description = "Id or slug of the organization"),
        ("user" = hq_contract::UserId, Path, description = "Whose account"),
        ("If-Match" = String, Header, description = "The version that was read")
    ),
    responses((status = 204, description = "Removed"))
)]
pub async fn remove_member(
    State(app): State<App>,
    access: OrgAccess<ManageMembers>,
    PathParameters(User { user }): PathParameters<User>,
    origin: Origin,
    version: IfMatch,
) -> Result<Response, Failure> {
    let organization = access.organization.id;
    let operation = Operation::begin(&app, &origin).await?;
    organizations::store::lock(&operation, organization).await?.ok_or(ProblemCode::NotFound)?;
    let member = store::find(operation.tx(), organization, user).await?.ok_or(ProblemCode::NotFound)?;
    version.check(&store::etag(&member))?;
    store::remove(&operation, &member).await?;
    let detail = serde_json::json!({"before": {"role": member.role}});
    operation.audit_in(organization, access.caller.user, "members.remove", user, detail).await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await
}
