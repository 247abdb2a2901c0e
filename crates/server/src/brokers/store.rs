//! Rows of instances, bindings and operations.

use super::{BindingState, OwnerKind};
use crate::{
    db::entity::{
        broker_binding::{self, BindingId},
        broker_instance::{self, InstanceId, OwnerId},
        broker_operation,
    },
    http::problem::Failure,
};
use hq_contract::{OrganizationId, ProblemCode};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use std::collections::HashMap;

/// An instance.
///
/// # Errors
/// 500 where there is none: rows that name it stay as long as it does.
pub async fn instance(db: &impl ConnectionTrait, id: InstanceId) -> Result<broker_instance::Model, Failure> {
    let found = broker_instance::Entity::find_by_id(id).one(db).await?;
    found.ok_or_else(|| ProblemCode::Internal.into())
}

/// The instances of an organization's things of a kind, by their ids: those that are removed too, as long as their rows
/// stay.
///
/// # Errors
/// Where the database fails.
pub async fn instances(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    kind: OwnerKind,
) -> Result<HashMap<InstanceId, broker_instance::Model>, Failure> {
    let rows = broker_instance::Entity::find()
        .filter(broker_instance::Column::OrganizationId.eq(organization))
        .filter(broker_instance::Column::OwnerKind.eq(kind))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// A binding.
///
/// # Errors
/// 500 where there is none.
pub async fn binding(db: &impl ConnectionTrait, id: BindingId) -> Result<broker_binding::Model, Failure> {
    let found = broker_binding::Entity::find_by_id(id).one(db).await?;
    found.ok_or_else(|| ProblemCode::Internal.into())
}

/// The bindings of an instance that are not gone, the oldest first.
///
/// # Errors
/// Where the database fails.
pub async fn bindings_of_instance(
    db: &impl ConnectionTrait,
    instance: InstanceId,
) -> Result<Vec<broker_binding::Model>, Failure> {
    Ok(broker_binding::Entity::find()
        .filter(broker_binding::Column::InstanceId.eq(instance))
        .filter(broker_binding::Column::State.ne(BindingState::Gone))
        .order_by_asc(broker_binding::Column::CreatedAt)
        .order_by_asc(broker_binding::Column::Id)
        .all(db)
        .await?)
}

/// The bindings that something owns and that are not gone, the oldest first.
///
/// # Errors
/// Where the database fails.
pub async fn bindings_of_owner(
    db: &impl ConnectionTrait,
    kind: OwnerKind,
    owner: OwnerId,
) -> Result<Vec<broker_binding::Model>, Failure> {
    Ok(broker_binding::Entity::find()
        .filter(broker_binding::Column::OwnerKind.eq(kind))
        .filter(broker_binding::Column::OwnerId.eq(owner))
        .filter(broker_binding::Column::State.ne(BindingState::Gone))
        .order_by_asc(broker_binding::Column::CreatedAt)
        .order_by_asc(broker_binding::Column::Id)
        .all(db)
        .await?)
}

/// The operations of an instance and its bindings, the newest first.
///
/// # Errors
/// Where the database fails.
pub async fn operations_of_instances(
    db: &impl ConnectionTrait,
    instances: &[InstanceId],
    limit: u64,
) -> Result<Vec<broker_operation::Model>, Failure> {
    Ok(broker_operation::Entity::find()
        .filter(broker_operation::Column::InstanceId.is_in(instances.iter().copied()))
        .order_by_desc(broker_operation::Column::CreatedAt)
        .order_by_desc(broker_operation::Column::Id)
        .limit(limit)
        .all(db)
        .await?)
}

/// The operations on bindings, the oldest first.
///
/// # Errors
/// Where the database fails.
pub async fn operations_of_bindings(
    db: &impl ConnectionTrait,
    bindings: &[BindingId],
) -> Result<Vec<broker_operation::Model>, Failure> {
    Ok(broker_operation::Entity::find()
        .filter(broker_operation::Column::BindingId.is_in(bindings.iter().copied()))
        .order_by_asc(broker_operation::Column::CreatedAt)
        .order_by_asc(broker_operation::Column::Id)
        .all(db)
        .await?)
}

/// Every instance that something ever had, the newest first: a retry has an id of its own.
///
/// # Errors
/// Where the database fails.
pub async fn instances_of_owner(
    db: &impl ConnectionTrait,
    kind: OwnerKind,
    owner: OwnerId,
) -> Result<Vec<broker_instance::Model>, Failure> {
    Ok(broker_instance::Entity::find()
        .filter(broker_instance::Column::OwnerKind.eq(kind))
        .filter(broker_instance::Column::OwnerId.eq(owner))
        .order_by_desc(broker_instance::Column::CreatedAt)
        .order_by_desc(broker_instance::Column::Id)
        .all(db)
        .await?)
}
