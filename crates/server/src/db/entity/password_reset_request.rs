//! Requests for a new password that were not looked at yet.

use super::id::id;
use crate::platform::micros::Micros;
use sea_orm::entity::prelude::*;

id!(
    /// Somebody who asked for a link to a new password.
    ResetRequestId
);

/// A row of `password_reset_requests`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "password_reset_requests")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ResetRequestId,
    pub email_canonical: String,
    pub user_agent: String,
    pub address: String,
    pub request_id: String,
    pub created_at: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
