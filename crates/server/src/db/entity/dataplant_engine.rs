//! Engines that dataplants are bound to.

use super::broker_binding::BindingId;
use hq_contract::{DataplantId, StorageEngineId, storage_defaults::TableKind};
use sea_orm::entity::prelude::*;

/// A row of `dataplant_engines`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dataplant_engines")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub dataplant_id: DataplantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub tables: TableKind,
    pub engine_id: StorageEngineId,
    pub binding_id: BindingId,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
