//! `GET /organizations/{org}/dataplants/{id}`

use super::{
    store::{self, seen},
    viewer::Viewer,
};
use crate::{
    access::{Id, OrgAccess, PathParameters, ReadOrganization, version_tag},
    app::App,
    operation::answer,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{DataplantId, Permission, dataplants::Dataplant};

/// One dataplant
#[utoipa::path(
    get, path = "/organizations/{org}/dataplants/{id}", tag = "dataplants",
    params(("org" = String, Path, description = "Id or slug"), ("id" = DataplantId, Path, description = "Which dataplant")),
    responses((status = 200, description = "The dataplant", body = Dataplant, headers(("etag" = String, description = "Its version"))))
)]
pub async fn get_dataplant(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(Id { id }): PathParameters<Id>,
) -> Result<Response, Failure> {
    let (db, viewer) = (app.db().read(), Viewer::from(&access));
    let row = store::find(db, access.organization.id, id).await?;
    viewer.require(Permission::ReadDataplants, &row)?;
    let body = seen::one(&app, db, &viewer, &row).await?;
    let body = serde_json::to_string(&body).map_err(|error| Failure::internal(&error))?;
    Ok(answer(StatusCode::OK, Some(body), Some(version_tag(row.version))))
}
