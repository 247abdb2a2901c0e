//! Every slug that ever led to an organization; the current one stands in the organization too.

use crate::platform::micros::Micros;
use hq_contract::OrganizationId;
use sea_orm::entity::prelude::*;

/// A row of `organization_slugs`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organization_slugs")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub slug: String,
    pub organization_id: OrganizationId,
    pub created_at: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
