//! What is asked of brokers.

use super::{broker_binding::BindingId, broker_instance::InstanceId, id::id};
use crate::platform::micros::Micros;
use hq_contract::{
    ApiKeyId, OperationId, OrganizationId, UserId,
    operations::{OperationKind, Progress},
};
use sea_orm::entity::prelude::*;

id!(
    /// Who ordered something, in a column that does not say of which kind they are: an account or an API key. No account has the id
    /// of a key.
    OrdererId
);

impl OrdererId {
    /// Who it was of two columns, of which one is of an account and one of a key.
    #[must_use]
    pub fn of(user: Option<UserId>, key: Option<ApiKeyId>) -> Option<Self> {
        user.map(|user| Self(user.0)).or_else(|| key.map(|key| Self(key.0)))
    }
}

impl From<UserId> for OrdererId {
    fn from(user: UserId) -> Self {
        Self(user.0)
    }
}

/// A row of `broker_operations`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "broker_operations")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OperationId,
    pub organization_id: OrganizationId,
    pub instance_id: InstanceId,
    pub binding_id: Option<BindingId>,
    pub kind: OperationKind,
    pub state: Progress,
    pub user_id: Option<OrdererId>,
    pub parameters: String,
    pub from_fpu: Option<i64>,
    pub to_fpu: Option<i64>,
    pub token: Option<String>,
    pub attempts: i64,
    pub polls: i64,
    pub sent_at: Option<Micros>,
    pub deadline: Option<Micros>,
    pub next_at: Micros,
    pub waits: bool,
    pub steps: String,
    pub failure: Option<String>,
    pub created_at: Micros,
    pub ended_at: Option<Micros>,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
