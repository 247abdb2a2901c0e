//! `POST /organizations/{org}/transfer`

use super::store;
use crate::{
    access::{ManageMembers, OrgAccess, Posted},
    app::App,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{FieldCode, ProblemCode, Role, members::NewAdmin};

/// Make a member an admin in the caller's place
///
/// Both in one step: the member is an admin from then on, and the caller a user with the rules that they had.
#[utoipa::path(
    post, path = "/organizations/{org}/transfer", tag = "members", request_body = NewAdmin,
    params(("org" = String, Path, description = "Id or slug")),
    responses((status = 204, description = "Done"))
)]
pub async fn transfer_administration(
    State(app): State<App>,
    access: OrgAccess<ManageMembers>,
    posted: Posted<NewAdmin>,
) -> Result<Response, Failure> {
    let (organization, actor, user) = (access.organization.id, access.caller.user, posted.body.user.0);
    if user == actor {
        return Err(Failure::field("/user", FieldCode::WrongType));
    }
    let operation = access.begin_once(&app, &posted).await?;
    let find = |user| store::find(operation.tx(), organization, user);
    let heir = find(user).await?.ok_or(ProblemCode::NotFound)?;
    let caller = find(actor).await?.ok_or(ProblemCode::NotFound)?;
    if heir.role != Role::Admin.as_str() {
        store::change_role(&operation, &heir, Role::Admin).await?;
    }
    store::change_role(&operation, &caller, Role::User).await?;
    let detail = serde_json::json!({"before": {"role": heir.role}, "after": {"role": Role::Admin}});
    operation.audit_in(organization, actor, "members.transfer", user, detail).await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await
}
