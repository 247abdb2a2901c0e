//! What people were told of their account, with the links that undo it.

use super::id::id;
use crate::platform::micros::Micros;
use hq_contract::{UserId, account_alerts::AlertKind};
use sea_orm::entity::prelude::*;

id!(
    /// What somebody was told of their account.
    AlertId
);

/// A row of `account_alerts`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account_alerts")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AlertId,
    pub token_hash: Vec<u8>,
    pub user_id: UserId,
    pub kind: AlertKind,
    pub address: String,
    pub user_agent: String,
    pub sealed_mfa: Option<Vec<u8>>,
    pub created_at: Micros,
    pub expires_at: Micros,
    pub used_at: Option<Micros>,
    pub former_email: Option<String>,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
