//! Hand-overs of billing accounts.

use super::id::id;
use crate::platform::micros::Micros;
use hq_contract::{BillingAccountId, EmailAddress, UserId};
use sea_orm::entity::prelude::*;

id!(
    /// A hand-over of a billing account; not the secrets in its links.
    TransferId
);

/// A row of `billing_account_transfers`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "billing_account_transfers")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TransferId,
    pub billing_account_id: BillingAccountId,
    pub from_id: UserId,
    pub to_email: EmailAddress,
    pub to_canonical: String,
    pub owner_token_hash: Vec<u8>,
    pub recipient_token_hash: Vec<u8>,
    pub confirmed_at: Option<Micros>,
    pub accepted_at: Option<Micros>,
    pub ended_at: Option<Micros>,
    pub expires_at: Micros,
    pub created_at: Micros,
    pub accepted_by: Option<UserId>,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
