//! Links to invitations: the mailed ones, and the one that the inviter passes on.

use hq_contract::InvitationId;
use sea_orm::entity::prelude::*;

/// A row of `invitation_links`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitation_links")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: Vec<u8>,
    pub invitation_id: InvitationId,
    pub generation: i64,
    pub mailed: bool,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
