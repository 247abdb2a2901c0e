//! Rows of the engines that dataplants are bound to.

use crate::{
    db::entity::{broker_binding::BindingId, dataplant_engine},
    http::problem::Failure,
    operation::Operation,
};
use hq_contract::{DataplantId, StorageEngineId, storage_defaults::TableKind};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _,
    QueryFilter as _,
};

/// The engines of a dataplant, in the order of the kinds of tables.
///
/// # Errors
/// Where the database fails.
pub async fn of(
    db: &impl ConnectionTrait,
    dataplant: DataplantId,
) -> Result<Vec<dataplant_engine::Model>, Failure> {
    all(db, &[dataplant]).await
}

/// The engines of several dataplants, in the order of the kinds of tables.
///
/// # Errors
/// Where the database fails.
pub async fn all(
    db: &impl ConnectionTrait,
    dataplants: &[DataplantId],
) -> Result<Vec<dataplant_engine::Model>, Failure> {
    let mut rows = dataplant_engine::Entity::find()
        .filter(dataplant_engine::Column::DataplantId.is_in(dataplants.iter().copied()))
        .all(db)
        .await?;
    rows.sort_by_key(|row| row.tables);
    Ok(rows)
}

/// Binds a dataplant to an engine, by credentials that were just ordered.
///
/// # Errors
/// Where the database fails.
pub async fn add(
    operation: &Operation,
    dataplant: DataplantId,
    tables: TableKind,
    engine: StorageEngineId,
    binding: BindingId,
) -> Result<(), Failure> {
    let row = dataplant_engine::ActiveModel {
        dataplant_id: Set(dataplant),
        tables: Set(tables),
        engine_id: Set(engine),
        binding_id: Set(binding),
    };
    dataplant_engine::Entity::insert(row).exec_without_returning(operation.tx()).await?;
    Ok(())
}

/// Gives a dataplant other credentials for the same engine.
///
/// # Errors
/// Where the database fails.
pub async fn rebind(
    operation: &Operation,
    row: &dataplant_engine::Model,
    binding: BindingId,
) -> Result<(), Failure> {
    let change = dataplant_engine::ActiveModel {
        dataplant_id: Set(row.dataplant_id),
        tables: Set(row.tables),
        binding_id: Set(binding),
        ..Default::default()
    };
    change.update(operation.tx()).await?;
    Ok(())
}
