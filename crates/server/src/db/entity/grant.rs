//! What organizations were given.

use super::{id::id, list::list, voucher_redemption::RedemptionId};
use crate::platform::micros::Micros;
use hq_contract::{OrganizationId, plan::Plan};
use sea_orm::entity::prelude::*;

id!(
    /// What a voucher gave.
    GrantId
);

list! {
    /// What was given.
    GiftKind {
        /// An amount of money.
        Credit "voucher_credit";
        /// FPUs for some days.
        Fpu "voucher_fpu";
        /// A plan to try.
        Trial "voucher_trial";
    }
}

/// A row of `grants`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "grants")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: GrantId,
    pub organization_id: OrganizationId,
    pub redemption_id: RedemptionId,
    pub kind: GiftKind,
    pub plan: Option<Plan>,
    pub amount: i64,
    pub currency: Option<String>,
    pub spent_minor: i64,
    pub priority: i64,
    pub starts_at: Micros,
    pub ends_at: Option<Micros>,
    pub created_at: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
