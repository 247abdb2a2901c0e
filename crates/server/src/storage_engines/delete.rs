//! `DELETE /organizations/{org}/storage-engines/{id}`

use super::{
    get, rights,
    store::{self, Engine, removal},
};
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    brokers::order,
    http::{
        endpoint::Done,
        extract::{Id, IfMatch, PathParameters, version_tag},
        problem::Failure,
    },
    operation::Origin,
};
use axum::extract::State;
use hq_contract::{Permission, ProblemCode, StorageEngineId, storage_engines::DeleteStorageEngine};

/// Serves [`DeleteStorageEngine`].
pub async fn delete_storage_engine(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    origin: Origin,
    PathParameters(Id { id }): PathParameters<Id<StorageEngineId>>,
    version: IfMatch,
) -> Result<Done<DeleteStorageEngine>, Failure> {
    let mut operation = access.begin(&app, &origin).await?;
    let (organization, user) = (operation.organization.id, operation.caller.id());
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
    let done = get::done(&operation, &engine).await?;
    operation.finish_with(done).await
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
