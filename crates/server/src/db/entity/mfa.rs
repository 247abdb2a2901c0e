//! Multi-factor authentication of accounts.

use crate::platform::micros::Micros;
use hq_contract::{SessionId, UserId};
use sea_orm::entity::prelude::*;

/// A row of `mfa`.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mfa")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    pub secret: Vec<u8>,
    pub last_step: i64,
    pub created_at: Micros,
    pub enabled_at: Option<Micros>,
    pub session_id: Option<SessionId>,
    pub early_step: Option<i64>,
    pub early_at: Option<Micros>,
}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Model").field("user_id", &self.user_id).finish_non_exhaustive()
    }
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
