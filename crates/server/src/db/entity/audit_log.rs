//! What was done, by whom.

use crate::platform::micros::Micros;
use hq_contract::{ApiKeyId, AuditEntryId, OrganizationId, UserId};
use sea_orm::entity::prelude::*;

/// A row of `audit_log`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_log")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuditEntryId,
    pub organization_id: Option<OrganizationId>,
    pub actor_id: Option<UserId>,
    pub api_key_id: Option<ApiKeyId>,
    pub action: String,
    pub subject: String,
    pub detail: String,
    pub address: String,
    pub request_id: String,
    pub created_at: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
