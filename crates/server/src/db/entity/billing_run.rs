//! That a period was billed.

use super::{list::list, subscription::SubscriptionId};
use crate::platform::micros::Micros;
use hq_contract::InvoiceId;
use sea_orm::entity::prelude::*;

list! {
    /// Why a subscription is billed.
    RunReason {
        /// It begins.
        Start "start";
        /// A period of it ends.
        Period "period";
        /// Its terms changed at once.
        Change "change";
        /// It ended.
        End "end";
    }
}
hq_contract::primary_key!(RunReason);

/// A row of `billing_runs`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "billing_runs")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub subscription_id: SubscriptionId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub period_start: Micros,
    #[sea_orm(primary_key, auto_increment = false)]
    pub reason: RunReason,
    pub invoice_id: Option<InvoiceId>,
    pub created_at: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
