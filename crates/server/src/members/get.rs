//! `GET /organizations/{org}/members/{user}`

use super::store::{self, Viewer};
use crate::{
    access::{OrgAccess, PathParameters, Permitted, ReadMembers, User},
    app::App,
    operation::answer,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{Permission, ProblemCode, members::Member};

/// Read a member
#[utoipa::path(
    get, path = "/organizations/{org}/members/{user}", tag = "members",
    params(
        ("org" = String, Path, description = "Id or slug of the organization"),
        ("user" = hq_contract::UserId, Path, description = "Whose account")
    ),
    responses((status = 200, description = "The member", body = Member, headers(("etag" = String, description = "Its version"))))
)]
pub async fn get_member(
    State(app): State<App>,
    access: OrgAccess<ReadMembers>,
    PathParameters(User { user }): PathParameters<User>,
) -> Result<Response, Failure> {
    let db = app.db().read();
    let row = store::find(db, access.organization.id, user).await?.ok_or(ProblemCode::NotFound)?;
    let member = store::one(db, viewer(&access), access.organization.id, user).await?;
    let member = member.ok_or(ProblemCode::NotFound)?;
    let body = serde_json::to_string(&member).map_err(|error| Failure::internal(&error))?;
    Ok(answer(StatusCode::OK, Some(body), Some(store::etag(&row))))
}

/// What the caller sees of members.
pub fn viewer<P: Permitted>(access: &OrgAccess<P>) -> Viewer {
    Viewer { user: access.caller.user, details: access.may(Permission::ReadMemberDetails) }
}
