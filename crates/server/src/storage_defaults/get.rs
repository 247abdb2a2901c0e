//! `GET /organizations/{org}/storage-defaults`

use super::store;
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    operation::answer,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::storage_defaults::StorageDefaults;

/// Read which storage engines new dataplants take
///
/// For every member; the names are for who may read the engines. Where nothing was said, the built-in Sandbox; `null` where
/// there is none, because no broker offers Sandboxes.
#[utoipa::path(
    get, path = "/organizations/{org}/storage-defaults", tag = "storage_defaults",
    params(("org" = String, Path, description = "Id or slug")),
    responses((status = 200, description = "The engines", body = StorageDefaults, headers(("etag" = String, description = "Their version"))))
)]
pub async fn get_storage_defaults(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
) -> Result<Response, Failure> {
    let db = app.db().read();
    let defaults = store::read(db, access.organization.id).await?;
    let shown = store::present(&app, db, &defaults, access.role, &access.rules).await?;
    let body = serde_json::to_string(&shown).map_err(|error| Failure::internal(&error))?;
    Ok(answer(StatusCode::OK, Some(body), Some(defaults.etag())))
}
