//! `DELETE /organizations/{org}/certificates/{id}`

use super::store;
use crate::{
    access::{Id, IfMatch, ManageInfrastructure, OrgAccess, PathParameters, version_tag},
    app::App,
    operation::Origin,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};

/// Remove a TLS certificate and its key
#[utoipa::path(
    delete, path = "/organizations/{org}/certificates/{id}", tag = "certificates",
    params(("org" = String, Path, description = "Id or slug"), ("id" = uuid::Uuid, Path, description = "Which certificate"),
        ("If-Match" = String, Header, description = "The version that was read")),
    responses((status = 204, description = "Removed"))
)]
pub async fn remove_certificate(
    State(app): State<App>,
    access: OrgAccess<ManageInfrastructure>,
    origin: Origin,
    PathParameters(Id { id }): PathParameters<Id>,
    version: IfMatch,
) -> Result<Response, Failure> {
    let organization = access.organization.id;
    let operation = access.begin(&app, &origin).await?;
    let row = store::find(operation.tx(), organization, id).await?;
    version.check(&version_tag(row.version))?;
    store::remove(&operation, id).await?;
    let detail = serde_json::json!({"name": store::called(&row)?, "before": store::shown(&row)?});
    operation.audit_in(organization, operation.caller.user, "certificates.remove", id, detail).await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await
}
