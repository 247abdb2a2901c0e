//! `POST /organizations`

use super::store;
use crate::{
    access::{Caller, Posted},
    app::App,
    operation::Audit,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{
    Role,
    organizations::{NewOrganization, Organization},
};

/// Create an organization
///
/// The caller becomes its admin. Without a `slug` it gets one like its name; where the name has no Latin letter there is
/// none, and the answer is 422 with `required` at `/slug`.
#[utoipa::path(
    post, path = "/organizations", tag = "organizations", request_body = NewOrganization,
    responses((status = 201, description = "The organization", body = Organization, headers(("etag" = String, description = "Its version"))))
)]
pub async fn create_organization(
    State(app): State<App>,
    caller: Caller,
    posted: Posted<NewOrganization>,
) -> Result<Response, Failure> {
    let operation = posted.begin_as(&app, &caller).await?;
    let created = store::create(&operation, caller.user, &posted.body).await?;
    let subject = created.id.to_string();
    let detail = serde_json::json!({"after": {"name": created.name, "slug": created.slug}});
    let audit = Audit {
        organization: Some(created.id),
        actor: Some(caller.user),
        action: "organizations.create",
        subject: &subject,
        detail,
    };
    operation.audit(audit).await?;
    let etag = store::etag(&created);
    operation.finish(StatusCode::CREATED, &store::present(created, Role::Admin, &[])?, Some(etag)).await
}
