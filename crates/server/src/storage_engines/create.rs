//! `POST /organizations/{org}/storage-engines`

use super::{
    get,
    store::{self, Engine, NewEngine},
};
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    brokers::{
        FoundOffer, OwnerKind, catalogs,
        order::{self, NewInstance},
    },
    http::{endpoint::Done, extract::Posted, problem::Failure},
    operation::OrgOperation,
    quotas::gate::{self, Wanted},
    storage_defaults,
};
use axum::extract::State;
use hq_contract::{
    FieldCode, FieldError, Permission, Problem, StorageEngineId,
    providers::{HighAvailability, OfferKind, Region},
    quotas::QuotaKind,
    storage_engines::{CreateStorageEngine, NewStorageEngine},
};
use serde_json::{Map, json};

/// Serves [`CreateStorageEngine`].
pub async fn create_storage_engine(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    posted: Posted<NewStorageEngine>,
) -> Result<Done<CreateStorageEngine>, Failure> {
    let mut operation = access.begin_once(&app, &posted).await?;
    let new = &posted.body;
    let (organization, user) = (operation.organization.id, operation.caller.id());
    let tags = store::checked_tags(&new.tags)?;
    if !Permission::CreateStorageEngines.held_for(operation.role, &operation.rules, None, &tags) {
        return Err(Problem::lacks(Permission::CreateStorageEngines).into());
    }
    if !new.default_for.is_empty() {
        operation.require(Permission::UpdateStorageDefaults)?;
    }
    let offers = catalogs::offers(&app, operation.tx()).await?;
    let (found, region) = wanted(offers.find(&new.offer), new)?;
    catalogs::orderable(found)?;
    store::guard_place(&operation, organization).await?;
    let fpu = gate::fpu(found.offer(), new.fpu, new.high_availability);
    let wanted = Wanted { offer: found.offer(), more: Some(QuotaKind::StorageEngines), fpu };
    gate::guard(&operation, organization, wanted).await?;
    let id: StorageEngineId = app.new_id();
    let instance = NewInstance {
        organization,
        kind: OwnerKind::StorageEngine,
        owner: id.into(),
        found,
        region,
        fpu: new.fpu,
        high_availability: new.high_availability
            && found.offer().high_availability == HighAvailability::Optional,
        name: new.name.as_str(),
        parameters: Map::new(),
        user: Some(user),
        held: false,
    };
    let instance = order::create(&mut operation, instance).await?;
    let row = NewEngine {
        id,
        organization,
        name: &new.name,
        description: new.description.as_ref(),
        tags: &tags,
        engine: found.offer().engine.unwrap_or(hq_contract::providers::EngineKind::Other),
        provider: &found.provider.name,
        instance: instance.id,
        user,
    };
    let row = store::add(&operation, row).await?;
    let detail = json!({"name": row.name, "after": {
        "offer": found.offer().name, "provider": row.provider, "region": region.name, "fpu": new.fpu,
        "high_availability": new.high_availability, "description": row.description, "tags": tags,
    }});
    operation.audit_in(organization, user, "storage_engines.create", id, detail).await?;
    take_by_default(&operation, new, id).await?;
    let engine = Engine { row, instance: Some(instance) };
    let done = get::done(&operation, &engine).await?;
    operation.finish_with(done).await
}

/// The offer and the region that an order names, if its size and the rest are offered there.
fn wanted<'a>(
    found: Option<&'a FoundOffer>,
    new: &NewStorageEngine,
) -> Result<(&'a FoundOffer, &'a Region), Failure> {
    let found = found.filter(|found| found.offer().kind == OfferKind::StorageEngine);
    let found = found.ok_or_else(|| Failure::field("/offer", FieldCode::NotOffered))?;
    let (offer, region) = (found.offer(), found.region(&new.region));
    let mut refused = Vec::new();
    let mut refuse = |pointer: &str, code| refused.push(FieldError { pointer: pointer.to_owned(), code });
    if region.is_none() {
        refuse("/region", FieldCode::NotOffered);
    }
    match (offer.fpu, new.fpu) {
        (Some(_), None) => refuse("/fpu", FieldCode::Required),
        (Some(sizes), Some(fpu)) if sizes.has(fpu) => {}
        (None, None) => {}
        (Some(_) | None, Some(_)) => refuse("/fpu", FieldCode::NotOffered),
    }
    if new.high_availability && offer.high_availability == HighAvailability::Unavailable {
        refuse("/high_availability", FieldCode::NotOffered);
    }
    if !new.default_for.is_empty() && !offer.bindable {
        refuse("/default_for", FieldCode::NotOffered);
    }
    match region {
        Some(region) if refused.is_empty() => Ok((found, region)),
        _ => Err(Problem::invalid(refused).into()),
    }
}

/// Lets new dataplants take the engine, where that was asked for.
async fn take_by_default<P>(
    operation: &OrgOperation<P>,
    new: &NewStorageEngine,
    id: StorageEngineId,
) -> Result<(), Failure> {
    if new.default_for.is_empty() {
        return Ok(());
    }
    let organization = operation.organization.id;
    let before = storage_defaults::store::read(operation.tx(), organization).await?;
    let engine = |tables| if new.default_for.contains(&tables) { Some(id) } else { before.said(tables) };
    let after = storage_defaults::store::write(operation, before, engine).await?;
    storage_defaults::store::audit(operation, organization, operation.caller.id(), &before, &after).await
}
