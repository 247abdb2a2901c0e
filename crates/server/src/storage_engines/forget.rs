//! `POST /organizations/{org}/storage-engines/{id}/forget`

use super::{
    delete::told,
    rights,
    store::{self, Engine, removal},
};
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    brokers::{self, OwnerKind, catalogs, order},
    http::{
        endpoint::Done,
        extract::{Id, PathParameters, Posted},
        problem::Failure,
    },
};
use axum::extract::State;
use hq_contract::{
    FieldCode, Folded, Permission, ProblemCode, StorageEngineId,
    operations::LifeState,
    storage_engines::{ForgetStorageEngine, ForgetThing},
};

/// Serves [`ForgetStorageEngine`].
pub async fn forget_storage_engine(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(Id { id }): PathParameters<Id<StorageEngineId>>,
    posted: Posted<ForgetThing>,
) -> Result<Done<ForgetStorageEngine>, Failure> {
    let mut operation = access.begin_once(&app, &posted).await?;
    let (organization, user) = (operation.organization.id, operation.caller.id());
    let engine = store::find(&app, operation.tx(), organization, id).await?;
    rights::guard(&operation, &engine, Permission::DeleteStorageEngines)?;
    let available = catalogs::available(&app, operation.tx()).await?;
    guard_forgettable(&engine, &available)?;
    if !Folded::of(&posted.body.name).retypes(&Folded::of(engine.row.name.as_str())) {
        return Err(Failure::field("/name", FieldCode::NotTheName));
    }
    removal::guard_unused(&operation, &engine.row).await?;
    for instance in
        brokers::store::instances_of_owner(operation.tx(), OwnerKind::StorageEngine, id.into()).await?
    {
        if instance.gone_at.is_none() {
            order::forget(&mut operation, &instance).await?;
        }
    }
    removal::forget(&operation, &engine.row).await?;
    operation.audit_in(organization, user, "storage_engines.forget", id, told(&engine)).await?;
    operation.finish_with(Done::empty()).await
}

/// Refuses to forget what can be deleted.
fn guard_forgettable(engine: &Engine, available: &[String]) -> Result<(), Failure> {
    let away = engine.instance.as_ref().is_some_and(|instance| !available.contains(&instance.broker));
    let failed = matches!(engine.state(), LifeState::Failed | LifeState::DeleteFailed);
    if away || failed {
        Ok(())
    } else if engine.row.built_in {
        Err(ProblemCode::BuiltIn.into())
    } else {
        Err(ProblemCode::NotReady.into())
    }
}
