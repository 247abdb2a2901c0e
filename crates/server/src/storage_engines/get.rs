//! `GET /organizations/{org}/storage-engines/{id}`

use super::{
    rights,
    store::{self, Engine, present::Surroundings},
};
use crate::{
    access::{Id, OrgAccess, OrgOperation, PathParameters, ReadOrganization, version_tag},
    app::App,
    operation::answer,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::storage_engines::StorageEngine;
use uuid::Uuid;

/// Read a storage engine
#[utoipa::path(
    get, path = "/organizations/{org}/storage-engines/{id}", tag = "storage_engines",
    params(("org" = String, Path, description = "Id or slug"), ("id" = uuid::Uuid, Path, description = "Which engine")),
    responses((status = 200, description = "The storage engine", body = StorageEngine, headers(("etag" = String, description = "Its version"))))
)]
pub async fn get_storage_engine(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(Id { id }): PathParameters<Id>,
) -> Result<Response, Failure> {
    let engine = readable(&app, &access, id).await?;
    let (db, organization) = (app.db().read(), access.organization.id);
    let around = Surroundings::of(&app, db, organization, std::slice::from_ref(&engine)).await?;
    let body = serde_json::to_string(&around.present(&engine, access.role, &access.rules)?);
    let body = body.map_err(|error| Failure::internal(&error))?;
    Ok(answer(StatusCode::OK, Some(body), Some(version_tag(engine.row.version))))
}

/// An engine that the caller may read.
///
/// # Errors
/// 404 where there is none for them.
pub async fn readable(app: &App, access: &OrgAccess<ReadOrganization>, id: Uuid) -> Result<Engine, Failure> {
    let engine = store::find(app, app.db().read(), access.organization.id, id).await?;
    rights::guard_read(&engine, access.role, &access.rules)?;
    Ok(engine)
}

/// Commits, and answers with an engine as it is then.
///
/// # Errors
/// Where the database fails.
pub async fn finish<P>(
    operation: OrgOperation<P>,
    status: StatusCode,
    engine: &Engine,
) -> Result<Response, Failure> {
    let (app, organization) = (operation.app().clone(), operation.organization.id);
    let around = Surroundings::of(&app, operation.tx(), organization, std::slice::from_ref(engine)).await?;
    let body = around.present(engine, operation.role, &operation.rules)?;
    operation.finish(status, &body, Some(version_tag(engine.row.version))).await
}
