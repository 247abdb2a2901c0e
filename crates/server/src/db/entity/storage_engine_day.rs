//! How much storage engines held, day by day.

use hq_contract::StorageEngineId;
use sea_orm::entity::prelude::*;

/// A row of `storage_engine_days`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "storage_engine_days")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub engine_id: StorageEngineId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: String,
    pub storage_bytes: i64,
    pub storage_limit_bytes: Option<i64>,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
