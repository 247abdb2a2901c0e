//! What happened to what is metered.

use sea_orm::entity::prelude::*;

/// A row of `usage_events`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "usage_events")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub source: String,
    pub event_id: String,
    pub body_hash: String,
    pub organization_id: Uuid,
    pub resource_id: Uuid,
    pub meter: String,
    pub dimension: String,
    pub level: i64,
    pub weight: i64,
    pub at: i64,
    pub recorded_at: i64,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
