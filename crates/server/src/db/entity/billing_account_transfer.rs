//! Hand-overs of billing accounts.

use sea_orm::entity::prelude::*;

/// A row of `billing_account_transfers`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "billing_account_transfers")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub billing_account_id: Uuid,
    pub from_id: Uuid,
    pub to_email: String,
    pub to_canonical: String,
    pub owner_token_hash: Vec<u8>,
    pub recipient_token_hash: Vec<u8>,
    pub confirmed_at: Option<i64>,
    pub accepted_at: Option<i64>,
    pub ended_at: Option<i64>,
    pub expires_at: i64,
    pub created_at: i64,
    pub accepted_by: Option<Uuid>,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
