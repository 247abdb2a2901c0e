//! How much engines held, day by day.

use crate::{
    app::App,
    db::entity::{broker_instance, storage_engine_day},
    http::problem::Failure,
    operation::Operation,
    platform::{clock::moment, micros::Micros},
};
use hq_contract::{StorageEngineId, storage_engines::StorageDay};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, sea_query::OnConflict,
};

/// So many days are shown.
const SHOWN: u64 = 90;
/// For so long they are kept, in microseconds: what was not measured each day is shown over a longer time.
const KEPT: i64 = 400 * 24 * 3600 * 1_000_000;

/// The day of a moment, in UTC: `2026-11-26`.
fn day(micros: Micros) -> String {
    moment(micros).date().to_string()
}

/// Writes down how much an engine holds, as it was measured just now.
///
/// # Errors
/// Where the database fails.
pub async fn write(
    operation: &Operation,
    engine: StorageEngineId,
    instance: &broker_instance::Model,
    limit: Option<u64>,
) -> Result<(), Failure> {
    let Some(bytes) = instance.storage_bytes else { return Ok(()) };
    let row = storage_engine_day::ActiveModel {
        engine_id: Set(engine),
        day: Set(day(operation.now())),
        storage_bytes: Set(bytes),
        storage_limit_bytes: Set(limit.and_then(|limit| i64::try_from(limit).ok())),
    };
    let (key, value) = (
        [storage_engine_day::Column::EngineId, storage_engine_day::Column::Day],
        [storage_engine_day::Column::StorageBytes, storage_engine_day::Column::StorageLimitBytes],
    );
    storage_engine_day::Entity::insert(row)
        .on_conflict(OnConflict::columns(key).update_columns(value).to_owned())
        .exec_without_returning(operation.tx())
        .await?;
    Ok(())
}

/// The last days on which an engine was measured, the oldest first.
///
/// # Errors
/// Where the database fails.
pub async fn list(db: &impl ConnectionTrait, engine: StorageEngineId) -> Result<Vec<StorageDay>, Failure> {
    let rows = storage_engine_day::Entity::find()
        .filter(storage_engine_day::Column::EngineId.eq(engine))
        .order_by_desc(storage_engine_day::Column::Day)
        .limit(SHOWN)
        .all(db)
        .await?;
    let shown = |row: storage_engine_day::Model| StorageDay {
        day: row.day,
        storage_bytes: u64::try_from(row.storage_bytes).unwrap_or(0),
        storage_limit_bytes: row.storage_limit_bytes.and_then(|limit| u64::try_from(limit).ok()),
    };
    Ok(rows.into_iter().rev().map(shown).collect())
}

/// Forgets days of long ago.
///
/// # Errors
/// Where the database fails.
pub async fn forget_old(app: &App) -> Result<(), Failure> {
    storage_engine_day::Entity::delete_many()
        .filter(storage_engine_day::Column::Day.lt(day(app.now() - KEPT)))
        .exec(app.db().write())
        .await?;
    Ok(())
}
