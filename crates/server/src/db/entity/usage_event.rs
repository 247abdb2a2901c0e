//! What happened to what is metered.

use super::{broker_instance::InstanceId, id::id, kept::Kept};
use crate::platform::micros::Micros;
use hq_billing::usage::{Dimension, ResourceKind};
use hq_contract::OrganizationId;
use sea_orm::entity::prelude::*;

id!(
    /// Something that tells how much is used.
    UsageEventId
);

/// A row of `usage_events`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "usage_events")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UsageEventId,
    pub source: String,
    pub event_id: String,
    pub body_hash: String,
    pub organization_id: OrganizationId,
    pub resource_id: InstanceId,
    pub meter: Kept<ResourceKind>,
    pub dimension: Kept<Dimension>,
    pub level: i64,
    pub weight: i64,
    pub at: Micros,
    pub recorded_at: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
