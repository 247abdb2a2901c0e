//! `GET /organizations/{org}/certificates/{id}`

use super::store;
use crate::{
    access::{Id, ManageInfrastructure, OrgAccess, PathParameters, version_tag},
    app::App,
    domains,
    operation::answer,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::certificates::Certificate;

/// Read a TLS certificate
#[utoipa::path(
    get, path = "/organizations/{org}/certificates/{id}", tag = "certificates",
    params(("org" = String, Path, description = "Id or slug"), ("id" = uuid::Uuid, Path, description = "Which certificate")),
    responses((status = 200, description = "The certificate", body = Certificate, headers(("etag" = String, description = "Its version"))))
)]
pub async fn get_certificate(
    State(app): State<App>,
    access: OrgAccess<ManageInfrastructure>,
    PathParameters(Id { id }): PathParameters<Id>,
) -> Result<Response, Failure> {
    let db = app.db().read();
    let row = store::find(db, access.organization.id, id).await?;
    let bound = domains::store::bound(db, access.organization.id).await?;
    let body = serde_json::to_string(&store::present(&row, &bound, app.now())?);
    let body = body.map_err(|error| Failure::internal(&error))?;
    Ok(answer(StatusCode::OK, Some(body), Some(version_tag(row.version))))
}
