//! Addresses that take no more invitations of an organization.

use crate::platform::micros::Micros;
use hq_contract::{InvitationId, OrganizationId, UserId};
use sea_orm::entity::prelude::*;

/// A row of `invitation_reports`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitation_reports")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub email_canonical: String,
    pub invitation_id: InvitationId,
    pub inviter_id: UserId,
    pub created_at: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
