//! Storage engines.

use super::broker_instance::InstanceId;
use crate::platform::micros::Micros;
use hq_contract::{
    ApiKeyId, Description, OrganizationId, ResourceName, StorageEngineId, UserId, providers::EngineKind,
};
use sea_orm::entity::prelude::*;

/// A row of `storage_engines`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "storage_engines")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StorageEngineId,
    pub organization_id: OrganizationId,
    pub name: ResourceName,
    pub name_key: String,
    pub description: Option<Description>,
    pub tags: String,
    pub built_in: bool,
    pub engine: EngineKind,
    pub provider: String,
    pub instance_id: Option<InstanceId>,
    pub version: i64,
    pub created_by: Option<UserId>,
    pub created_by_key: Option<ApiKeyId>,
    pub created_at: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
