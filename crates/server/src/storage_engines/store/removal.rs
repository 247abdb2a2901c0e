//! What goes with an engine.

use super::{limits, unset_instance, uses};
use crate::{
    brokers::{self, InstanceState, order},
    db::entity::{storage_engine, storage_engine_credential, storage_engine_day, storage_engine_use},
    http::problem::Failure,
    jobs::Erased,
    operation::Operation,
    storage_defaults,
};
use hq_contract::{OrganizationId, ProblemCode};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};

/// Refuses to lose an engine that dataplants use, or that new ones are to take.
///
/// # Errors
/// 409 `engine_in_use`
pub async fn guard_unused(operation: &Operation, engine: &storage_engine::Model) -> Result<(), Failure> {
    let defaults = storage_defaults::store::read(operation.tx(), engine.organization_id).await?;
    let default = !engine.built_in && !defaults.tables_of(engine.id).is_empty();
    if default || uses::any(operation.tx(), engine.id).await? {
        return Err(ProblemCode::EngineInUse.into());
    }
    Ok(())
}

/// Forgets an engine and all that was kept of it. Of a built-in Sandbox, what was kept besides its row: it is there again,
/// and not made.
///
/// # Errors
/// Where the database fails.
pub async fn forget(operation: &Operation, engine: &storage_engine::Model) -> Result<(), Failure> {
    let tx = operation.tx();
    storage_engine_credential::Entity::delete_many()
        .filter(storage_engine_credential::Column::EngineId.eq(engine.id))
        .exec(tx)
        .await?;
    // In the order in which what is measured is written, so that neither waits for the other.
    limits::forget(tx, engine.id).await?;
    storage_engine_day::Entity::delete_many()
        .filter(storage_engine_day::Column::EngineId.eq(engine.id))
        .exec(tx)
        .await?;
    if engine.built_in {
        return unset_instance(operation, engine.id).await;
    }
    storage_engine_use::Entity::delete_many()
        .filter(storage_engine_use::Column::EngineId.eq(engine.id))
        .exec(tx)
        .await?;
    storage_engine::Entity::delete_by_id(engine.id).exec(tx).await?;
    Ok(())
}

/// Removes what an organization that is erased has still: what its built-in Sandbox holds. The others are deleted before an
/// organization is. Not yet where something is under way.
///
/// # Errors
/// Where the database fails.
pub async fn erase(operation: &mut Operation, organization: OrganizationId) -> Result<Erased, Failure> {
    let engines = storage_engine::Entity::find()
        .filter(storage_engine::Column::OrganizationId.eq(organization))
        .all(operation.tx())
        .await?;
    for engine in engines {
        if let Some(instance) = engine.instance_id {
            let instance = brokers::store::instance(operation.tx(), instance).await?;
            match instance.state {
                InstanceState::Ready | InstanceState::Failed | InstanceState::DeleteFailed => {
                    order::remove(operation, &instance, None).await?;
                }
                InstanceState::Deleting | InstanceState::Gone | InstanceState::Forgotten => {}
                InstanceState::Creating | InstanceState::Updating => return Ok(Erased::NotYet),
            }
        }
        let engine = storage_engine::Model { built_in: false, ..engine };
        forget(operation, &engine).await?;
    }
    storage_defaults::store::forget(operation, organization).await?;
    Ok(Erased::Done)
}
