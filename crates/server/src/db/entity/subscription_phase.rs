//! What subscriptions hold, from when on.

use super::{broker_operation::OrdererId, id::id, subscription::SubscriptionId};
use crate::platform::micros::Micros;
use hq_contract::plan::{Cycle, Plan, SupportLevel};
use sea_orm::entity::prelude::*;

id!(
    /// A phase of a subscription.
    PhaseId
);

/// A row of `subscription_phases`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "subscription_phases")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PhaseId,
    pub subscription_id: SubscriptionId,
    pub starts_at: Micros,
    pub plan: Plan,
    pub cycle: Cycle,
    pub support: SupportLevel,
    pub committed_fpu: i64,
    pub month_minor: Option<i64>,
    pub price_version: i64,
    pub user_id: Option<OrdererId>,
    pub withdrawn_at: Option<Micros>,
    pub created_at: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
