//! Requests to join: one row for an organization and a person.

use hq_contract::{JoinRequestId, OrganizationId, UserId};
use sea_orm::entity::prelude::*;

/// A row of `join_requests`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "join_requests")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: JoinRequestId,
    pub organization_id: OrganizationId,
    pub user_id: UserId,
    pub note: Option<String>,
    pub state: String,
    pub denied_until: Option<i64>,
    pub created_at: i64,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
