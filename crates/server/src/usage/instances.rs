//! How the usage of instances follows from what brokers did.

use super::{
    kind::{kind_of, weight_of},
    store::{self, Event},
};
use crate::{
    app::App,
    brokers::{Ended, InstanceState, OwnerKind, Snapshot, is_highly_available},
    db::entity::broker_instance,
    http::problem::Failure,
    operation::{Operation, Origin},
    organizations,
};
use axum::http::StatusCode;
use hq_billing::usage::Dimension;
use hq_contract::{OperationId, operations::OperationKind};

/// What is held counts in whole megabytes, rounded down: a database that breathes is not told of each minute.
const MEGABYTE: i64 = 1_000_000;

/// Writes down what follows from an operation on an instance that is over, with the instance as it is now. `operation_id`: which
/// one.
///
/// # Errors
/// Where the database fails.
pub async fn ended(
    operation: &Operation,
    ended: &Ended<'_>,
    operation_id: OperationId,
) -> Result<(), Failure> {
    if ended.binding.is_some() || ended.failure.is_some() {
        return Ok(());
    }
    let instance = ended.instance;
    match ended.kind {
        OperationKind::Create if ended.instance_state == InstanceState::Ready => {
            fpu(operation, instance, "ready").await?;
            storage(operation, instance).await
        }
        OperationKind::Resize => fpu(operation, instance, &format!("resize {operation_id}")).await,
        OperationKind::Delete => gone(operation, instance).await,
        _ => Ok(()),
    }
}

/// The size that an instance has from now on. What has no sizes counts as one.
async fn fpu(
    operation: &Operation,
    instance: &broker_instance::Model,
    transition: &str,
) -> Result<(), Failure> {
    let id = format!("{} {transition}", instance.id);
    let level = instance.fpu.unwrap_or(1).max(0);
    let event = event(instance, &id, Dimension::Fpu, level)?;
    store::record(operation, &event).await?;
    Ok(())
}

/// Somebody has ordered that an instance is removed, or left to its broker: it counts no more.
///
/// # Errors
/// Where the database fails.
pub async fn gone(operation: &Operation, instance: &broker_instance::Model) -> Result<(), Failure> {
    for dimension in Dimension::ALL {
        let level = store::level(operation.tx(), instance.id, dimension).await?;
        if level.is_some_and(|level| level > 0) {
            let id = format!("{} gone {}", instance.id, dimension.as_str());
            store::record(operation, &event(instance, &id, dimension, 0)?).await?;
        }
    }
    Ok(())
}

/// What a storage engine was measured to hold, if that is another amount than before. It counts only as long as nobody has ordered to
/// remove it, whatever was measured meanwhile.
///
/// # Errors
/// Where the database fails.
pub async fn measured(app: &App, measured: &broker_instance::Model) -> Result<(), Failure> {
    let Some(level) = held(measured) else { return Ok(()) };
    if store::level(app.db().read(), measured.id, Dimension::StorageBytes).await? == Some(level) {
        return Ok(());
    }
    let operation = Operation::begin(app, &Origin::server()).await?;
    organizations::store::lock(&operation, measured.organization_id).await?;
    if let Some(instance) = store::instance(operation.tx(), measured.id).await?
        && matches!(instance.state, InstanceState::Ready | InstanceState::Updating)
    {
        storage(&operation, &instance).await?;
    }
    operation.finish_empty(StatusCode::NO_CONTENT).await.map(drop)
}

async fn storage(operation: &Operation, instance: &broker_instance::Model) -> Result<(), Failure> {
    let (Some(level), Some(checked_at)) = (held(instance), instance.checked_at) else { return Ok(()) };
    if store::level(operation.tx(), instance.id, Dimension::StorageBytes).await? == Some(level) {
        return Ok(());
    }
    let id = format!("{} measured {}", instance.id, checked_at.get());
    store::record(operation, &event(instance, &id, Dimension::StorageBytes, level)?).await?;
    Ok(())
}

/// What a storage engine holds, in bytes, of whole megabytes. Dataplants hold what their engines do.
fn held(instance: &broker_instance::Model) -> Option<i64> {
    let is_engine = instance.owner_kind == OwnerKind::StorageEngine;
    let bytes = instance.storage_bytes.filter(|_| is_engine)?.max(0);
    Some(bytes / MEGABYTE * MEGABYTE)
}

fn event<'a>(
    instance: &broker_instance::Model,
    id: &'a str,
    dimension: Dimension,
    level: i64,
) -> Result<Event<'a>, Failure> {
    let offer = Snapshot::read(instance)?.offer;
    let weight = match dimension {
        Dimension::Fpu => {
            let chosen = is_highly_available(instance, offer.high_availability)?;
            weight_of(offer.high_availability, chosen)
        }
        Dimension::StorageBytes => 1,
    };
    Ok(Event {
        id,
        organization: instance.organization_id,
        resource: instance.id,
        kind: kind_of(&offer),
        dimension,
        level,
        weight,
    })
}
