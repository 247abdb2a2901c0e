//! `POST /organizations/{org}/storage-engines/{id}/retry`

use super::{
    get, rights,
    store::{self, Engine},
};
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    brokers::{
        OwnerKind, Snapshot, catalogs, is_highly_available,
        order::{self, NewInstance},
        view::Seen,
    },
    http::{
        endpoint::Done,
        extract::{Id, PathParameters, Posted},
        problem::Failure,
    },
    operation::OrgOperation,
    quotas::gate::{self, Wanted},
};
use axum::extract::State;
use hq_contract::{
    Nothing, Permission, ProblemCode, StorageEngineId, operations::LifeState, providers::HighAvailability,
    storage_engines::RetryStorageEngine,
};
use serde_json::{Map, json};

/// Serves [`RetryStorageEngine`].
pub async fn retry_storage_engine(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(Id { id }): PathParameters<Id<StorageEngineId>>,
    posted: Posted<Nothing>,
) -> Result<Done<RetryStorageEngine>, Failure> {
    let mut operation = access.begin_once(&app, &posted).await?;
    let (organization, user) = (operation.organization.id, operation.caller.id());
    let engine = store::find(&app, operation.tx(), organization, id).await?;
    rights::guard(&operation, &engine, Permission::UpdateStorageEngines)?;
    if !matches!(engine.state(), LifeState::OnDemand | LifeState::Failed) {
        return Err(ProblemCode::NotReady.into());
    }
    if engine.row.built_in {
        store::ensure_sandbox(&mut operation, organization, Some(user)).await?;
    } else {
        again(&mut operation, &engine).await?;
    }
    let engine = store::find(&app, operation.tx(), organization, id).await?;
    let done = get::done(&operation, &engine).await?;
    operation.finish_with(done).await
}

/// Orders the same once more.
async fn again<P>(operation: &mut OrgOperation<P>, engine: &Engine) -> Result<(), Failure> {
    let (app, user) = (operation.app().clone(), operation.caller.id());
    let former = engine.instance()?;
    let offers = catalogs::offers(&app, operation.tx()).await?;
    let offer = Snapshot::read(former)?.offer;
    let found = offers.find(&offer.id).ok_or(ProblemCode::OfferUnavailable)?;
    catalogs::orderable(found)?;
    let seen = Seen::of(former)?;
    let region = found.region(&seen.region.id).ok_or(ProblemCode::OfferUnavailable)?;
    // Sizes may have changed since.
    if found.offer().fpu.is_some_and(|sizes| seen.fpu.is_none_or(|fpu| !sizes.has(fpu))) {
        return Err(ProblemCode::OfferUnavailable.into());
    }
    let high_availability = found.offer().high_availability == HighAvailability::Optional
        && is_highly_available(former, offer.high_availability)?;
    let wanted = Wanted {
        offer: found.offer(),
        more: None,
        fpu: gate::fpu(found.offer(), seen.fpu, high_availability),
    };
    gate::guard(operation, engine.row.organization_id, wanted).await?;
    let new = NewInstance {
        organization: engine.row.organization_id,
        kind: OwnerKind::StorageEngine,
        owner: engine.row.id.into(),
        found,
        region,
        fpu: seen.fpu.filter(|_| found.offer().fpu.is_some()),
        high_availability,
        name: engine.row.name.as_str(),
        parameters: Map::new(),
        user: Some(user),
        held: false,
    };
    let instance = order::create(operation, new).await?;
    let (id, provider) = (engine.row.id, found.provider.name.as_str());
    store::set_instance(operation, id, instance.id, provider).await?;
    let detail = json!({"name": engine.row.name});
    operation.audit_in(engine.row.organization_id, user, "storage_engines.retry", id, detail).await
}
