//! `PUT /organizations/{org}/storage-defaults`

use super::store::{self, present};
use crate::{
    access::{OrgAccess, UpdateStorageDefaults},
    app::App,
    brokers::Snapshot,
    http::{
        endpoint::Done,
        extract::{Body, IfMatch},
        problem::Failure,
    },
    operation::{OrgOperation, Origin},
    storage_engines::store as engines,
};
use axum::extract::State;
use hq_contract::{
    FieldCode, Permission, ProblemCode, StorageEngineId,
    operations::LifeState,
    storage_defaults::{NewStorageDefaults, PutStorageDefaults, TableKind},
};

/// Serves [`PutStorageDefaults`].
pub async fn put_storage_defaults(
    State(app): State<App>,
    access: OrgAccess<UpdateStorageDefaults>,
    origin: Origin,
    version: IfMatch,
    Body(new): Body<NewStorageDefaults>,
) -> Result<Done<PutStorageDefaults>, Failure> {
    let operation = access.begin(&app, &origin).await?;
    let (organization, user) = (operation.organization.id, operation.caller.id());
    let before = store::read(operation.tx(), organization).await?;
    version.check(&before.etag())?;
    let wish = |tables| match tables {
        TableKind::Primary => new.primary,
        TableKind::Mart => new.mart,
        TableKind::Ml => new.ml,
    };
    for tables in TableKind::ALL.into_iter().filter(|tables| wish(*tables) != before.of(*tables)) {
        guard(&app, &operation, tables, wish(tables)).await?;
    }
    let mut after = before;
    if TableKind::ALL.into_iter().any(|tables| wish(tables) != before.of(tables)) {
        after = store::write(&operation, before, |tables| Some(wish(tables))).await?;
        store::audit(&operation, organization, user, &before, &after).await?;
    }
    let shown = present(&app, operation.tx(), &after, operation.role, &operation.rules).await?;
    operation.finish_with(Done::versioned(&shown, after.etag())?).await
}

/// Refuses an engine that new dataplants cannot take.
async fn guard(
    app: &App,
    operation: &OrgOperation<UpdateStorageDefaults>,
    tables: TableKind,
    id: StorageEngineId,
) -> Result<(), Failure> {
    let refused = || Failure::field(&format!("/{}", tables.as_str()), FieldCode::NotOffered);
    let engine = match engines::find(app, operation.tx(), operation.organization.id, id).await {
        Ok(engine) => engine,
        Err(Failure::Refused(problem, _)) if problem.code == ProblemCode::NotFound => return Err(refused()),
        Err(failure) => return Err(failure),
    };
    let readable = engine.allows(Permission::ReadStorageEngines, operation.role, &operation.rules)?;
    let bindable = match &engine.instance {
        Some(instance) => Snapshot::read(instance)?.offer.bindable,
        None => true,
    };
    if !readable || !bindable {
        return Err(refused());
    }
    match engine.state() {
        LifeState::OnDemand | LifeState::Creating | LifeState::Ready | LifeState::Updating => Ok(()),
        // It is made again when it is used.
        LifeState::Failed if engine.row.built_in => Ok(()),
        LifeState::Failed | LifeState::Deleting | LifeState::DeleteFailed => {
            Err(ProblemCode::NotReady.into())
        }
    }
}
