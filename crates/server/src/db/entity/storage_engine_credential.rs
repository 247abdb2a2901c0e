//! Credentials of storage engines that people asked for.

use super::broker_binding::BindingId;
use crate::platform::micros::Micros;
use hq_contract::{ApiKeyId, CredentialId, OrganizationId, ResourceName, StorageEngineId, UserId};
use sea_orm::entity::prelude::*;

/// A row of `storage_engine_credentials`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "storage_engine_credentials")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CredentialId,
    pub organization_id: OrganizationId,
    pub engine_id: StorageEngineId,
    pub binding_id: BindingId,
    pub name: ResourceName,
    pub replaces: Option<CredentialId>,
    pub created_by: Option<UserId>,
    pub created_by_key: Option<ApiKeyId>,
    pub created_at: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
