//! Which dataplants use a storage engine.

use hq_contract::{DataplantId, OrganizationId, ResourceName, StorageEngineId};
use sea_orm::entity::prelude::*;

/// A row of `storage_engine_uses`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "storage_engine_uses")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub engine_id: StorageEngineId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub dataplant_id: DataplantId,
    pub organization_id: OrganizationId,
    pub tables: String,
    pub name: ResourceName,
    pub tags: String,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
