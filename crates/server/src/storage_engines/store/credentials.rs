//! Rows of credentials that people asked for.

use crate::{
    brokers::{self, BindingState, view},
    db::entity::{
        broker_binding::{self, BindingId},
        broker_operation::OrdererId,
        storage_engine_credential,
    },
    http::problem::Failure,
    operation::Operation,
};
use hq_contract::{
    Actor, CredentialId, ProblemCode, ResourceName, StorageEngineId,
    storage_engines::{Credential, CredentialState, MAX_CREDENTIALS},
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _,
    QueryFilter as _,
};
use std::collections::HashMap;

/// Credentials of an engine that somebody asked for.
///
/// # Errors
/// 404 where it has no such credentials.
pub async fn find(
    db: &impl ConnectionTrait,
    engine: StorageEngineId,
    id: CredentialId,
) -> Result<storage_engine_credential::Model, Failure> {
    let found = storage_engine_credential::Entity::find_by_id(id)
        .filter(storage_engine_credential::Column::EngineId.eq(engine))
        .one(db)
        .await?;
    found.ok_or_else(|| ProblemCode::NotFound.into())
}

/// All credentials of an engine that somebody asked for.
///
/// # Errors
/// Where the database fails.
pub async fn of_engine(
    db: &impl ConnectionTrait,
    engine: StorageEngineId,
) -> Result<Vec<storage_engine_credential::Model>, Failure> {
    Ok(storage_engine_credential::Entity::find()
        .filter(storage_engine_credential::Column::EngineId.eq(engine))
        .all(db)
        .await?)
}

/// Keeps credentials that were just ordered.
///
/// # Errors
/// Where the database fails.
pub async fn add(operation: &Operation, row: &storage_engine_credential::Model) -> Result<(), Failure> {
    let active: storage_engine_credential::ActiveModel = row.clone().into();
    storage_engine_credential::Entity::insert(active.reset_all())
        .exec_without_returning(operation.tx())
        .await?;
    Ok(())
}

/// Refuses credentials beyond the most that there can be.
///
/// # Errors
/// 409 `limit_reached`
pub async fn guard_place(operation: &Operation, engine: StorageEngineId) -> Result<(), Failure> {
    let there = storage_engine_credential::Entity::find()
        .filter(storage_engine_credential::Column::EngineId.eq(engine))
        .count(operation.tx())
        .await?;
    if there < MAX_CREDENTIALS { Ok(()) } else { Err(ProblemCode::LimitReached.into()) }
}

/// Whether others that did not fail are to replace these already.
///
/// # Errors
/// Where the database fails; 500 where a binding has no state.
pub async fn has_successor(operation: &Operation, id: CredentialId) -> Result<bool, Failure> {
    let successors = storage_engine_credential::Entity::find()
        .filter(storage_engine_credential::Column::Replaces.eq(id))
        .all(operation.tx())
        .await?;
    for successor in successors {
        let binding = brokers::store::binding(operation.tx(), successor.binding_id).await?;
        if !matches!(binding.state, BindingState::Failed | BindingState::Gone) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Forgets credentials that are gone.
///
/// # Errors
/// Where the database fails.
pub async fn remove(operation: &Operation, id: CredentialId) -> Result<(), Failure> {
    storage_engine_credential::Entity::delete_by_id(id).exec(operation.tx()).await?;
    Ok(())
}

/// Forgets the credentials of a binding that is gone.
///
/// # Errors
/// Where the database fails.
pub async fn remove_binding(operation: &Operation, binding: BindingId) -> Result<(), Failure> {
    storage_engine_credential::Entity::delete_many()
        .filter(storage_engine_credential::Column::BindingId.eq(binding))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Where credentials are in their life.
#[must_use]
pub const fn state(binding: &broker_binding::Model) -> CredentialState {
    match binding.state {
        BindingState::Creating => CredentialState::Creating,
        BindingState::Ready if binding.sealed_credentials.is_some() => CredentialState::Hidden,
        BindingState::Ready => CredentialState::Shown,
        BindingState::Deleting | BindingState::Gone => CredentialState::Deleting,
        BindingState::Failed => CredentialState::Failed,
    }
}

/// Who made them.
#[must_use]
pub fn creator(row: &storage_engine_credential::Model) -> Option<OrdererId> {
    OrdererId::of(row.created_by, row.created_by_key)
}

/// Credentials as people see them.
///
/// # Errors
/// 500 where a row holds what the contract does not allow.
pub fn present(
    row: &storage_engine_credential::Model,
    binding: &broker_binding::Model,
    names: &HashMap<OrdererId, Actor>,
) -> Result<Credential, Failure> {
    let created_by = creator(row).and_then(|id| names.get(&id).cloned());
    let replaces = row.replaces;
    let name = row.name.clone();
    Ok(Credential { replaces, created_by, ..of_binding(row.id, name, binding)? })
}

/// Credentials that HQ made for a dataplant, as people see them.
///
/// # Errors
/// 500 where the row holds what the contract does not allow.
pub fn of_dataplant(name: &ResourceName, binding: &broker_binding::Model) -> Result<Credential, Failure> {
    let credential = of_binding(CredentialId(binding.id.0), name.clone(), binding)?;
    // Nobody sees these: HQ keeps them for the dataplant.
    let state = match credential.state {
        CredentialState::Shown => CredentialState::Hidden,
        state => state,
    };
    Ok(Credential { dataplant: Some(binding.owner_id.into()), state, ..credential })
}

fn of_binding(
    id: CredentialId,
    name: ResourceName,
    binding: &broker_binding::Model,
) -> Result<Credential, Failure> {
    let facts = view::Facts::read(binding)?;
    Ok(Credential {
        id,
        name,
        dataplant: None,
        state: state(binding),
        host: facts.host,
        port: facts.port,
        database: facts.database,
        username: facts.username,
        replaces: None,
        created_by: None,
        created_at: crate::platform::clock::moment(binding.created_at).into(),
        failure: view::binding_failure(binding)?,
    })
}
