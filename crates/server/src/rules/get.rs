//! `GET /organizations/{org}/members/{user}/rules`

use super::store;
use crate::{
    access::{OrgAccess, PathParameters, ReadOrganization, User},
    app::App,
    members,
    operation::answer,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{Permission, ProblemCode, UserId, rules::MemberRules};

/// A member's rules
///
/// Everybody reads their own; those of others, who may read members' details.
#[utoipa::path(
    get, path = "/organizations/{org}/members/{user}/rules", tag = "rules",
    params(
        ("org" = String, Path, description = "Id or slug of the organization"),
        ("user" = UserId, Path, description = "Whose account")
    ),
    responses((status = 200, description = "The ordered list", body = MemberRules, headers(("etag" = String, description = "Its version"))))
)]
pub async fn get_rules(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(User { user }): PathParameters<User>,
) -> Result<Response, Failure> {
    access.require_details_of(user)?;
    let db = app.db().read();
    let member =
        members::store::find(db, access.organization.id, user).await?.ok_or(ProblemCode::NotFound)?;
    let rules = store::present(db, &member, access.may(Permission::ManageMembers), app.now()).await?;
    let body = serde_json::to_string(&rules).map_err(|error| Failure::internal(&error))?;
    Ok(answer(StatusCode::OK, Some(body), Some(store::etag(&member))))
}
