//! API keys of organizations.

use crate::platform::micros::Micros;
use hq_contract::{ApiKeyId, OrganizationId, ResourceName, Role, UserId};
use sea_orm::entity::prelude::*;

/// A row of `api_keys`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_keys")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ApiKeyId,
    pub organization_id: OrganizationId,
    pub name: ResourceName,
    pub role: Role,
    pub rules: String,
    pub version: i64,
    pub created_by: Option<UserId>,
    pub created_at: Micros,
    pub revoked_at: Option<Micros>,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
