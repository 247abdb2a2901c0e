//! `GET /organizations/{org}/storage-defaults`

use super::store::{self, Defaults};
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    operation::answer,
    problem::Failure,
    storage_engines::store as engines,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{
    Permission, ProblemCode, Role, StorageEngineId,
    rules::Rule,
    storage_defaults::{DefaultEngine, StorageDefaults, TableKind},
};
use sea_orm::ConnectionTrait;

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
    let shown = present(&app, db, &defaults, access.role, &access.rules).await?;
    let body = serde_json::to_string(&shown).map_err(|error| Failure::internal(&error))?;
    Ok(answer(StatusCode::OK, Some(body), Some(defaults.etag())))
}

/// The defaults as a member with that role and those rules sees them.
///
/// # Errors
/// Where the database fails.
pub async fn present(
    app: &App,
    db: &impl ConnectionTrait,
    defaults: &Defaults,
    role: Role,
    rules: &[Rule],
) -> Result<StorageDefaults, Failure> {
    let mut shown = StorageDefaults { primary: None, mart: None, ml: None };
    for tables in TableKind::ALL {
        let id = defaults.of(tables);
        let engine = match engines::find(app, db, defaults.organization(), id).await {
            Ok(engine) => engine,
            Err(Failure::Refused(problem, _)) if problem.code == ProblemCode::NotFound => continue,
            Err(failure) => return Err(failure),
        };
        let readable = engine.allows(Permission::ReadStorageEngines, role, rules)?;
        let name = readable.then(|| engine.name()).transpose()?;
        let default = Some(DefaultEngine { id: StorageEngineId(id), name });
        match tables {
            TableKind::Primary => shown.primary = default,
            TableKind::Mart => shown.mart = default,
            TableKind::Ml => shown.ml = default,
        }
    }
    Ok(shown)
}
