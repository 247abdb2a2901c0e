//! Which storage engines new dataplants take.

use hq_contract::{OrganizationId, StorageEngineId};
use sea_orm::entity::prelude::*;

/// A row of `storage_defaults`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "storage_defaults")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    pub primary_id: Option<StorageEngineId>,
    pub mart_id: Option<StorageEngineId>,
    pub ml_id: Option<StorageEngineId>,
    pub version: i64,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
