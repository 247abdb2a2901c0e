//! `DELETE /organizations/{org}/logo`

use super::store::{self, logo};
use crate::{
    access::{OrgAccess, UpdateOrganization},
    app::App,
    operation::Origin,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::organizations::Organization;

/// Take the logo away
///
/// Where there is none, nothing happens.
#[utoipa::path(
    delete, path = "/organizations/{org}/logo", tag = "organizations",
    params(("org" = String, Path, description = "Id or slug")),
    responses((status = 200, description = "The organization as it is now", body = Organization, headers(("etag" = String, description = "Its version"))))
)]
pub async fn delete_logo(
    State(app): State<App>,
    access: OrgAccess<UpdateOrganization>,
    origin: Origin,
) -> Result<Response, Failure> {
    let operation = access.begin(&app, &origin).await?;
    let id = operation.organization.id;
    let after = if operation.organization.logo.is_some() {
        let detail = serde_json::json!({"before": {"logo": operation.organization.logo}});
        operation.audit_in(id, operation.caller.user, "organizations.logo", id, detail).await?;
        logo::delete(&operation, id).await?
    } else {
        operation.organization.clone()
    };
    let etag = store::etag(&after);
    let answer = store::present(after, operation.role, &operation.rules)?;
    operation.finish(StatusCode::OK, &answer, Some(etag)).await
}
