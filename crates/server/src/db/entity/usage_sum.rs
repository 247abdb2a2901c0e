//! Usage that was added up.

use super::json::KeptJson;
use crate::platform::micros::Micros;
use hq_billing::{usage::UsageEvent, used::Summed};
use hq_contract::OrganizationId;
use sea_orm::entity::prelude::*;

/// A row of `usage_sums`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "usage_sums")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    pub until_at: Micros,
    pub summed: KeptJson<Vec<Summed>>,
    pub levels: KeptJson<Vec<UsageEvent>>,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
