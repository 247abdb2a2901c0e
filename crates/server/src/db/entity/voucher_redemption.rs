//! Who redeemed which voucher.

use super::{broker_operation::OrdererId, id::id};
use crate::platform::micros::Micros;
use hq_contract::{OrganizationId, vouchers::VoucherCode};
use sea_orm::entity::prelude::*;

id!(
    /// A voucher that was redeemed.
    RedemptionId
);

/// A row of `voucher_redemptions`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "voucher_redemptions")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RedemptionId,
    pub code: VoucherCode,
    pub organization_id: OrganizationId,
    pub user_id: Option<OrdererId>,
    pub created_at: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
