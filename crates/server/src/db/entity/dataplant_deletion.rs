//! Links that confirm the deletion of a dataplant.

use crate::platform::micros::Micros;
use hq_contract::{DataplantId, OrganizationId, UserId};
use sea_orm::entity::prelude::*;

/// A row of `dataplant_deletions`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dataplant_deletions")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: Vec<u8>,
    pub dataplant_id: DataplantId,
    pub organization_id: OrganizationId,
    pub user_id: UserId,
    pub created_at: Micros,
    pub expires_at: Micros,
    pub used_at: Option<Micros>,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
