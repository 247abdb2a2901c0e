//! Runbooks of organizations.

use crate::platform::micros::Micros;
use hq_contract::{Description, OrganizationId, ResourceName, runbooks::RunbookId};
use sea_orm::entity::prelude::*;

/// A row of `runbooks`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "runbooks")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RunbookId,
    pub organization_id: OrganizationId,
    pub title: ResourceName,
    pub text: Description,
    pub pinned: bool,
    pub archived_at: Option<Micros>,
    pub updated_at: Micros,
    pub version: i64,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
