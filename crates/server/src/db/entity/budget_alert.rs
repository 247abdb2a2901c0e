//! Which thresholds of budgets were told of.

use super::subscription::SubscriptionId;
use crate::platform::micros::Micros;
use sea_orm::entity::prelude::*;

/// A row of `budget_alerts`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "budget_alerts")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub subscription_id: SubscriptionId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub period_start: Micros,
    #[sea_orm(primary_key, auto_increment = false)]
    pub percent: i64,
    pub created_at: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
