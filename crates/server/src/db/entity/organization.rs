//! Organizations.

use crate::platform::micros::Micros;
use hq_contract::{Colour, OrganizationId, UserId, plan::Plan};
use sea_orm::entity::prelude::*;

/// A row of `organizations`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organizations")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrganizationId,
    pub slug: String,
    pub name: String,
    pub name_search: String,
    pub description: Option<String>,
    pub colour: Colour,
    pub version: i64,
    pub created_at: Micros,
    pub deleted_at: Option<Micros>,
    pub erased_at: Option<Micros>,
    pub seats: Option<i64>,
    pub join_requests: bool,
    pub force_mfa: bool,
    pub plan: Plan,
    pub logo: Option<String>,
    pub creator_id: Option<UserId>,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
