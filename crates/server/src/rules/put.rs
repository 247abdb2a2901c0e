//! `PUT /organizations/{org}/members/{user}/rules`

use super::store;
use crate::{
    access::{Body, IfMatch, ManageMembers, OrgAccess, PathParameters, User},
    app::App,
    members,
    operation::Origin,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{
    ProblemCode, UserId,
    rules::{MemberRules, NewRules, check},
};

/// Put a list in the place of a member's rules
///
/// The order is the list's: the last rule that matches wins. An admin's rules can be written too; they count once the admin
/// is a user.
#[utoipa::path(
    put, path = "/organizations/{org}/members/{user}/rules", tag = "rules", request_body = NewRules,
    params(
        ("org" = String, Path, description = "Id or slug of the organization"),
        ("user" = UserId, Path, description = "Whose account"),
        ("If-Match" = String, Header, description = "The version that was read")
    ),
    responses((status = 200, description = "The list as it is now", body = MemberRules, headers(("etag" = String, description = "Its version"))))
)]
pub async fn put_rules(
    State(app): State<App>,
    access: OrgAccess<ManageMembers>,
    PathParameters(User { user }): PathParameters<User>,
    origin: Origin,
    version: IfMatch,
    Body(new): Body<NewRules>,
) -> Result<Response, Failure> {
    check(&new.rules).map_err(|refused| Failure::field(&refused.pointer, refused.code))?;
    let organization = access.organization.id;
    let operation = access.begin(&app, &origin).await?;
    let find = || members::store::find(operation.tx(), organization, user);
    let before = find().await?.ok_or(ProblemCode::NotFound)?;
    version.check(&store::etag(&before))?;
    if store::read(&before.rules)? != new.rules {
        store::put(&operation, operation.caller.user, &before, &new.rules).await?;
    }
    let after = find().await?.ok_or(ProblemCode::Internal)?;
    let rules = store::present(operation.tx(), &after, true, operation.now()).await?;
    operation.finish(StatusCode::OK, &rules, Some(store::etag(&after))).await
}
