//! Dataplants.

use super::broker_instance::InstanceId;
use crate::platform::micros::Micros;
use hq_contract::{ApiKeyId, DataplantId, Description, OrganizationId, ResourceName, UserId};
use sea_orm::entity::prelude::*;

/// A row of `dataplants`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dataplants")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DataplantId,
    pub organization_id: OrganizationId,
    pub name: ResourceName,
    pub name_key: String,
    pub description: Option<Description>,
    pub tags: String,
    pub template: Option<String>,
    pub provider: String,
    pub instance_id: InstanceId,
    pub version: i64,
    pub exposed: Option<String>,
    pub sent: Option<String>,
    pub refused: Option<String>,
    pub expose_after: Micros,
    pub created_by: Option<UserId>,
    pub created_by_key: Option<ApiKeyId>,
    pub created_at: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
