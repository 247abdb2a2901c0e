//! Password resets under way.

use super::id::id;
use crate::platform::micros::Micros;
use hq_contract::UserId;
use sea_orm::entity::prelude::*;

id!(
    /// A link to a new password; not its secret.
    ResetId
);

/// A row of `password_resets`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "password_resets")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ResetId,
    pub token_hash: Vec<u8>,
    pub user_id: UserId,
    pub created_at: Micros,
    pub expires_at: Micros,
    pub used_at: Option<Micros>,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
