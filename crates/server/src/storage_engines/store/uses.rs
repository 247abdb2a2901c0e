//! Which dataplants use which engines. The dataplants' feature says so; this one only keeps it, with what is needed to tell
//! people: what a dataplant is called, and its tags, by which rules decide who may read it.

use super::{read_tags, write_tags};
use crate::{
    db::{ask, entity::storage_engine_use},
    http::problem::Failure,
    operation::Operation,
};
use hq_contract::{
    DataplantId, OrganizationId, Permission, ResourceName, Role, StorageEngineId, Tag, rules::Rule,
    storage_defaults::TableKind, storage_engines::StorageEngineUser,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, FromQueryResult, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _,
    sea_query::{Expr, OnConflict},
};
use std::collections::HashMap;

/// A dataplant, as far as engines know it.
#[derive(Clone, Copy, Debug)]
pub struct User<'a> {
    /// Of which organization.
    pub organization: OrganizationId,
    /// Which one.
    pub dataplant: DataplantId,
    /// What it is called.
    pub name: &'a ResourceName,
    /// What it is grouped by.
    pub tags: &'a [Tag],
}

/// Says that a dataplant uses an engine, for these tables: until [`remove`], the engine cannot be deleted. Said again, it is
/// for these tables from then on. Under the organization's lock.
///
/// # Errors
/// Where the database fails.
pub async fn add(
    operation: &Operation,
    engine: StorageEngineId,
    user: User<'_>,
    tables: &[TableKind],
) -> Result<(), Failure> {
    let row = storage_engine_use::ActiveModel {
        engine_id: Set(engine),
        dataplant_id: Set(user.dataplant),
        organization_id: Set(user.organization),
        tables: Set(serde_json::json!(tables).to_string()),
        name: Set(user.name.clone()),
        tags: Set(write_tags(user.tags)),
    };
    let key = [storage_engine_use::Column::EngineId, storage_engine_use::Column::DataplantId];
    storage_engine_use::Entity::insert(row)
        .on_conflict(OnConflict::columns(key).update_column(storage_engine_use::Column::Tables).to_owned())
        .exec_without_returning(operation.tx())
        .await?;
    Ok(())
}

/// Says that a dataplant is called otherwise, or has other tags.
///
/// # Errors
/// Where the database fails.
pub async fn describe(
    operation: &Operation,
    dataplant: DataplantId,
    name: &ResourceName,
    tags: &[Tag],
) -> Result<(), Failure> {
    storage_engine_use::Entity::update_many()
        .col_expr(storage_engine_use::Column::Name, Expr::value(name.as_str()))
        .col_expr(storage_engine_use::Column::Tags, Expr::value(write_tags(tags)))
        .filter(storage_engine_use::Column::DataplantId.eq(dataplant))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Says that a dataplant uses no engine any more.
///
/// # Errors
/// Where the database fails.
pub async fn remove(operation: &Operation, dataplant: DataplantId) -> Result<(), Failure> {
    storage_engine_use::Entity::delete_many()
        .filter(storage_engine_use::Column::DataplantId.eq(dataplant))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Who uses an engine, by name.
///
/// # Errors
/// Where the database fails.
pub async fn of_engine(
    db: &impl ConnectionTrait,
    engine: StorageEngineId,
) -> Result<Vec<storage_engine_use::Model>, Failure> {
    Ok(storage_engine_use::Entity::find()
        .filter(storage_engine_use::Column::EngineId.eq(engine))
        .order_by_asc(storage_engine_use::Column::Name)
        .order_by_asc(storage_engine_use::Column::DataplantId)
        .all(db)
        .await?)
}

/// Whether somebody uses an engine.
///
/// # Errors
/// Where the database fails.
pub async fn any(db: &impl ConnectionTrait, engine: StorageEngineId) -> Result<bool, Failure> {
    let uses = storage_engine_use::Entity::find().filter(storage_engine_use::Column::EngineId.eq(engine));
    Ok(uses.count(db).await? > 0)
}

/// How many dataplants use each engine of an organization; nothing of those that none uses.
///
/// # Errors
/// Where the database fails.
pub async fn counts(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<HashMap<StorageEngineId, u64>, Failure> {
    const COUNTS: &str = "SELECT engine_id, COUNT(*) AS number FROM storage_engine_uses WHERE organization_id = ? \
        GROUP BY engine_id";
    let rows: Vec<Count> = ask::all(db, COUNTS, [organization.into()]).await?;
    Ok(rows.into_iter().map(|row| (row.engine_id, u64::try_from(row.number).unwrap_or(0))).collect())
}

#[derive(FromQueryResult)]
struct Count {
    engine_id: StorageEngineId,
    number: i64,
}

/// A dataplant that uses an engine, as somebody may see it.
///
/// # Errors
/// 500 where the row holds what the contract does not allow.
pub fn present(
    row: &storage_engine_use::Model,
    role: Role,
    rules: &[Rule],
) -> Result<StorageEngineUser, Failure> {
    let readable = Permission::ReadDataplants.held_for(
        role,
        rules,
        Some(row.dataplant_id.into()),
        &read_tags(&row.tags)?,
    );
    let name = readable.then(|| row.name.clone());
    Ok(StorageEngineUser {
        dataplant: readable.then_some(row.dataplant_id),
        name,
        tables: serde_json::from_str(&row.tables).map_err(|error| Failure::internal(&error))?,
    })
}
