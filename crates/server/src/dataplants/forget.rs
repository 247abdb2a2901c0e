//! `POST /organizations/{org}/dataplants/{id}/forget`

use super::{engines, store, viewer::Viewer};
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    brokers::{self, InstanceState, OwnerKind, catalogs, order},
    db::entity::{broker_instance, dataplant},
    http::{
        endpoint::Done,
        extract::{Id, PathParameters, Posted},
        problem::Failure,
    },
    operation::Operation,
};
use axum::extract::State;
use hq_contract::{
    DataplantId, FieldCode, Folded, Permission, ProblemCode, dataplants::ForgetDataplant,
    operations::OperationKind, storage_engines::ForgetThing,
};

/// Serves [`ForgetDataplant`].
pub async fn forget_dataplant(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(Id { id }): PathParameters<Id<DataplantId>>,
    posted: Posted<ForgetThing>,
) -> Result<Done<ForgetDataplant>, Failure> {
    let mut operation = access.begin_once(&app, &posted).await?;
    let viewer = Viewer::from(&operation);
    let (organization, user) = (operation.organization.id, operation.caller.id());
    let row = store::find(operation.tx(), organization, id).await?;
    viewer.require(Permission::DeleteDataplants, &row)?;
    let typed = Folded::of(&posted.body.name);
    if typed.as_str().is_empty() {
        return Err(Failure::field("/name", FieldCode::Required));
    }
    if !typed.retypes(&Folded::of(row.name.as_str())) {
        return Err(Failure::field("/name", FieldCode::NotTheName));
    }
    let instance = brokers::store::instance(operation.tx(), row.instance_id).await?;
    if !can_be_forgotten(&app, &operation, &row, &instance).await? {
        return Err(ProblemCode::NotReady.into());
    }
    for instance in
        brokers::store::instances_of_owner(operation.tx(), OwnerKind::Dataplant, id.into()).await?
    {
        if instance.gone_at.is_none() {
            order::forget(&mut operation, &instance).await?;
        }
    }
    engines::give_back(&mut operation, id, Some(user)).await?;
    store::remove(&operation, id).await?;
    let detail = serde_json::json!({"name": row.name, "broker": instance.broker, "instance": instance.id});
    operation.audit_in(organization, user, "dataplants.forget", id, detail).await?;
    operation.finish_with(Done::empty()).await
}

/// Whether nobody can delete it as it should be.
async fn can_be_forgotten(
    app: &App,
    operation: &Operation,
    row: &dataplant::Model,
    instance: &broker_instance::Model,
) -> Result<bool, Failure> {
    let state = instance.state;
    let available = catalogs::available(app, operation.tx()).await?;
    let failed = matches!(state, InstanceState::Failed | InstanceState::DeleteFailed);
    if failed || !available.contains(&instance.broker) {
        return Ok(true);
    }
    // It waits for credentials that cannot be made or removed.
    if matches!(state, InstanceState::Creating | InstanceState::Gone) {
        for binding in engines::left(operation, row.id).await? {
            let engine = brokers::store::instance(operation.tx(), binding.instance_id).await?;
            let done = brokers::store::operations_of_bindings(operation.tx(), &[binding.id]).await?;
            // Its broker answers, and fails each time.
            let fails = done.iter().any(|one| {
                one.kind == OperationKind::Unbind && one.ended_at.is_none() && one.failure.is_some()
            });
            if fails || !available.contains(&engine.broker) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}
