//! Vouchers.

use super::json::KeptJson;
use crate::platform::micros::Micros;
use hq_contract::vouchers::{VoucherCode, VoucherGift};
use sea_orm::entity::prelude::*;

/// A row of `vouchers`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "vouchers")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: VoucherCode,
    pub gift: KeptJson<VoucherGift>,
    pub uses: i64,
    pub used: i64,
    pub expires_at: Option<Micros>,
    pub created_at: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
