//! Domain names that organizations claim.

use crate::platform::micros::Micros;
use hq_contract::{DomainId, DomainName, OrganizationId, domains::DomainState};
use sea_orm::entity::prelude::*;

/// A row of `domains`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "domains")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DomainId,
    pub organization_id: OrganizationId,
    pub name: DomainName,
    pub display_name: String,
    pub challenge: String,
    pub state: DomainState,
    pub held_by_another: bool,
    pub created_at: Micros,
    pub verified_at: Option<Micros>,
    pub lost_at: Option<Micros>,
    pub checked_at: Option<Micros>,
    pub found: Option<String>,
    pub checks: i64,
    pub next_check_at: Micros,
    pub doubt: Option<String>,
    pub failures: i64,
    pub watched_until: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
