//! Requests for greater quotas.

use crate::platform::micros::Micros;
use hq_contract::{
    Note, OrganizationId, QuotaRequestId, UserId,
    quotas::{QuotaKind, QuotaRequestState},
};
use sea_orm::entity::prelude::*;

/// A row of `quota_requests`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "quota_requests")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: QuotaRequestId,
    pub organization_id: OrganizationId,
    pub user_id: Option<UserId>,
    pub kind: QuotaKind,
    pub wanted: i64,
    pub reason: Note,
    pub state: QuotaRequestState,
    pub answer: Option<String>,
    pub answered_at: Option<Micros>,
    pub created_at: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
