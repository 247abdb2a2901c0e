//! Other addresses that accounts ask for.

use super::id::id;
use crate::platform::micros::Micros;
use hq_contract::{EmailAddress, SessionId, UserId};
use sea_orm::entity::prelude::*;

id!(
    /// A change of an email; not the secret in its link.
    EmailChangeId
);

/// A row of `email_changes`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "email_changes")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EmailChangeId,
    pub token_hash: Vec<u8>,
    pub user_id: UserId,
    pub session_id: SessionId,
    pub email: EmailAddress,
    pub email_canonical: String,
    pub created_at: Micros,
    pub expires_at: Micros,
    pub used_at: Option<Micros>,
    pub cancelled_at: Option<Micros>,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
