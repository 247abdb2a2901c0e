//! `POST /organizations/{org}/storage-engines/{id}/forget`

use super::{
    delete::told,
    rights,
    store::{self, Engine, removal},
};
use crate::{
    access::{Id, OrgAccess, PathParameters, Posted, ReadOrganization},
    app::App,
    brokers::{self, OwnerKind, catalogs, order},
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{
    FieldCode, Folded, Permission, ProblemCode, operations::LifeState, storage_engines::ForgetThing,
};

/// Forget a storage engine without deleting it
///
/// For what HQ cannot remove because its broker is gone: it may go on there, and cost. The line of the audit log names the
/// instance at the broker. Of the built-in Sandbox, what it holds is forgotten, and it is there again, not made. 409
/// `built_in` of a Sandbox that works or was not made, `not_ready` where its broker can be asked and it neither failed to be made nor to be removed; `engine_in_use` where
/// dataplants use it or new ones are to take it.
#[utoipa::path(
    post, path = "/organizations/{org}/storage-engines/{id}/forget", tag = "storage_engines", request_body = ForgetThing,
    params(("org" = String, Path, description = "Id or slug"), ("id" = uuid::Uuid, Path, description = "Which engine")),
    responses((status = 204, description = "Forgotten"))
)]
pub async fn forget_storage_engine(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(Id { id }): PathParameters<Id>,
    posted: Posted<ForgetThing>,
) -> Result<Response, Failure> {
    let mut operation = access.begin_once(&app, &posted).await?;
    let (organization, user) = (operation.organization.id, operation.caller.user);
    let engine = store::find(&app, operation.tx(), organization, id).await?;
    rights::guard(&operation, &engine, Permission::DeleteStorageEngines)?;
    let available = catalogs::available(&app, operation.tx()).await?;
    guard_forgettable(&engine, &available)?;
    if !Folded::of(&posted.body.name).retypes(&Folded::of(&engine.row.name)) {
        return Err(Failure::field("/name", FieldCode::NotTheName));
    }
    removal::guard_unused(&operation, &engine.row).await?;
    for instance in brokers::store::instances_of_owner(operation.tx(), OwnerKind::StorageEngine, id).await? {
        if instance.gone_at.is_none() {
            order::forget(&mut operation, &instance).await?;
        }
    }
    removal::forget(&operation, &engine.row).await?;
    operation.audit_in(organization, user, "storage_engines.forget", id, told(&engine)).await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await
}

/// Refuses to forget what can be deleted.
fn guard_forgettable(engine: &Engine, available: &[String]) -> Result<(), Failure> {
    let away = engine.instance.as_ref().is_some_and(|instance| !available.contains(&instance.broker));
    let failed = matches!(engine.state()?, LifeState::Failed | LifeState::DeleteFailed);
    if away || failed {
        Ok(())
    } else if engine.row.built_in {
        Err(ProblemCode::BuiltIn.into())
    } else {
        Err(ProblemCode::NotReady.into())
    }
}
