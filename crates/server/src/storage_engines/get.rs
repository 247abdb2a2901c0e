//! `GET /organizations/{org}/storage-engines/{id}`

use super::{
    rights,
    store::{self, Engine, present::Surroundings},
};
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    http::{
        endpoint::Done,
        extract::{Id, PathParameters, version_tag},
        problem::Failure,
    },
    operation::OrgOperation,
};
use axum::extract::State;
use hq_contract::{
    Described, StorageEngineId,
    storage_engines::{GetStorageEngine, StorageEngine},
};

/// Serves [`GetStorageEngine`].
pub async fn get_storage_engine(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(Id { id }): PathParameters<Id<StorageEngineId>>,
) -> Result<Done<GetStorageEngine>, Failure> {
    let engine = readable(&app, &access, id).await?;
    let (db, organization) = (app.db().read(), access.organization.id);
    let around = Surroundings::of(&app, db, organization, std::slice::from_ref(&engine)).await?;
    let body = around.present(&engine, access.role, &access.rules)?;
    Done::versioned(&body, version_tag(engine.row.version))
}

/// An engine that the caller may read.
///
/// # Errors
/// 404 where there is none for them.
pub async fn readable(
    app: &App,
    access: &OrgAccess<ReadOrganization>,
    id: StorageEngineId,
) -> Result<Engine, Failure> {
    let engine = store::find(app, app.db().read(), access.organization.id, id).await?;
    rights::guard_read(&engine, access.role, &access.rules)?;
    Ok(engine)
}

/// An answer with an engine as it is then.
///
/// # Errors
/// Where the database fails.
pub async fn done<P, E: Described<Answer = StorageEngine>>(
    operation: &OrgOperation<P>,
    engine: &Engine,
) -> Result<Done<E>, Failure> {
    let (app, organization) = (operation.app().clone(), operation.organization.id);
    let around = Surroundings::of(&app, operation.tx(), organization, std::slice::from_ref(engine)).await?;
    let body = around.present(engine, operation.role, &operation.rules)?;
    Done::versioned(&body, version_tag(engine.row.version))
}
