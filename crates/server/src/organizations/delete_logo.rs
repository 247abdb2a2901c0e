//! `DELETE /organizations/{org}/logo`

use super::store::{self, logo};
use crate::{
    access::{OrgAccess, UpdateOrganization},
    app::App,
    operation::{Operation, Origin},
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
    mut access: OrgAccess<UpdateOrganization>,
    origin: Origin,
) -> Result<Response, Failure> {
    let operation = Operation::begin_as(&app, &origin, &access.caller).await?;
    access.under_lock(&operation).await?;
    let id = access.organization.id;
    let after = if access.organization.logo.is_some() {
        let detail = serde_json::json!({"before": {"logo": access.organization.logo}});
        operation.audit_in(id, access.caller.user, "organizations.logo", id, detail).await?;
        logo::delete(&operation, id).await?
    } else {
        access.organization.clone()
    };
    let etag = store::etag(&after);
    operation.finish(StatusCode::OK, &store::present(after, access.role, &access.rules)?, Some(etag)).await
}
