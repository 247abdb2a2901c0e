//! Subscriptions.

use super::id::id;
use crate::platform::micros::Micros;
use hq_contract::{BillingAccountId, OrganizationId};
use sea_orm::entity::prelude::*;

id!(
    /// A subscription: which plan an organization has, and who pays it.
    SubscriptionId
);

/// A row of `subscriptions`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "subscriptions")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SubscriptionId,
    pub organization_id: OrganizationId,
    pub billing_account_id: BillingAccountId,
    pub anchor_day: i64,
    pub zone: String,
    pub started_at: Micros,
    pub trial_until: Option<Micros>,
    pub cancel_at: Option<Micros>,
    pub cancel_reason: Option<String>,
    pub payer_stopped_at: Option<Micros>,
    pub ended_at: Option<Micros>,
    pub next_run_at: Micros,
    pub changes_at: Micros,
    pub budget_minor: Option<i64>,
    pub version: i64,
    pub created_at: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
