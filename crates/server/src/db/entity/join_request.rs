//! Requests to join: one row for an organization and a person.

use super::list::list;
use crate::platform::micros::Micros;
use hq_contract::{JoinRequestId, Note, OrganizationId, UserId};
use sea_orm::entity::prelude::*;

list! {
    /// What became of a request.
    Answer {
        /// It waits for an answer.
        Pending "pending";
        /// Let in.
        Approved "approved";
        /// Denied; to its sender it waits.
        Denied "denied";
        /// Taken back by its sender.
        Withdrawn "withdrawn";
    }
}

/// A row of `join_requests`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "join_requests")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: JoinRequestId,
    pub organization_id: OrganizationId,
    pub user_id: UserId,
    pub note: Option<Note>,
    pub state: Answer,
    pub denied_until: Option<Micros>,
    pub created_at: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
