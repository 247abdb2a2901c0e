//! `DELETE /organizations/{org}/storage-engines/{id}`

use super::{
    get, rights,
    store::{self, Engine, removal},
};
use crate::{
    access::{Id, IfMatch, OrgAccess, PathParameters, ReadOrganization, version_tag},
    app::App,
    brokers::order,
    operation::Origin,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{Permission, ProblemCode, storage_engines::StorageEngine};

/// Delete a storage engine
///
/// With all that it holds, its credentials first. It is removed from then on: when it is gone, it is found no more. What could
/// not be made can be deleted too. 409 `engine_in_use` where dataplants use it, where new ones are to take it; `built_in` of
/// the built-in Sandbox; `not_ready` where something is under way with it.
#[utoipa::path(
    delete, path = "/organizations/{org}/storage-engines/{id}", tag = "storage_engines",
    params(("org" = String, Path, description = "Id or slug"), ("id" = uuid::Uuid, Path, description = "Which engine"),
        ("If-Match" = String, Header, description = "The version that was read")),
    responses((status = 202, description = "It is being removed", body = StorageEngine, headers(("etag" = String, description = "Its version"))))
)]
pub async fn delete_storage_engine(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    origin: Origin,
    PathParameters(Id { id }): PathParameters<Id>,
    version: IfMatch,
) -> Result<Response, Failure> {
    let mut operation = access.begin(&app, &origin).await?;
    let (organization, user) = (operation.organization.id, operation.caller.user);
    let engine = store::find(&app, operation.tx(), organization, id).await?;
    rights::guard(&operation, &engine, Permission::DeleteStorageEngines)?;
    version.check(&version_tag(engine.row.version))?;
    if engine.row.built_in {
        return Err(ProblemCode::BuiltIn.into());
    }
    removal::guard_unused(&operation, &engine.row).await?;
    order::remove(&mut operation, engine.instance()?, Some(user)).await?;
    let row = store::update(&operation, &engine.row, store::Change::default()).await?;
    operation.audit_in(organization, user, "storage_engines.delete", id, told(&engine)).await?;
    let engine = store::find(&app, operation.tx(), organization, row.id).await?;
    get::finish(operation, StatusCode::ACCEPTED, &engine).await
}

/// What goes, for the audit log.
pub(super) fn told(engine: &Engine) -> serde_json::Value {
    let instance = engine.instance.as_ref();
    serde_json::json!({"name": engine.row.name, "before": {
        "provider": engine.row.provider, "fpu": instance.and_then(|instance| instance.fpu),
        "storage_bytes": instance.and_then(|instance| instance.storage_bytes),
        "instance": instance.map(|instance| instance.id), "broker": instance.map(|instance| &instance.broker),
    }})
}
