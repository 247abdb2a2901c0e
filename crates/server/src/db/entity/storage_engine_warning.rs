//! Storage engines whose admins were told that they hold too much.

use crate::platform::micros::Micros;
use hq_contract::StorageEngineId;
use sea_orm::entity::prelude::*;

/// A row of `storage_engine_warnings`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "storage_engine_warnings")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub engine_id: StorageEngineId,
    pub warned_at: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
