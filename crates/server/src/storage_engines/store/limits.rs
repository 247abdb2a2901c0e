//! Engines that hold more than they should, and whose admins know.

use crate::{
    db::entity::{storage_engine, storage_engine_warning},
    http::problem::Failure,
    operation::Operation,
};
use hq_contract::StorageEngineId;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    sea_query::OnConflict,
};

/// Whether the admins were told, and it has not been below its limit since.
///
/// # Errors
/// Where the database fails.
pub async fn is_warned(db: &impl ConnectionTrait, engine: StorageEngineId) -> Result<bool, Failure> {
    Ok(storage_engine_warning::Entity::find_by_id(engine).one(db).await?.is_some())
}

/// Writes down that the admins are told; false where another server was first.
///
/// # Errors
/// Where the database fails.
pub async fn warn(operation: &Operation, engine: &storage_engine::Model) -> Result<bool, Failure> {
    let row =
        storage_engine_warning::ActiveModel { engine_id: Set(engine.id), warned_at: Set(operation.now()) };
    let warned = storage_engine_warning::Entity::insert(row)
        .on_conflict(OnConflict::column(storage_engine_warning::Column::EngineId).do_nothing().to_owned())
        .exec_without_returning(operation.tx())
        .await?;
    Ok(warned == 1)
}

/// It is below its limit again, or gone.
///
/// # Errors
/// Where the database fails.
pub async fn forget(db: &impl ConnectionTrait, engine: StorageEngineId) -> Result<(), Failure> {
    storage_engine_warning::Entity::delete_many()
        .filter(storage_engine_warning::Column::EngineId.eq(engine))
        .exec(db)
        .await?;
    Ok(())
}
