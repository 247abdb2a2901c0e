//! Secrets of API keys, as their hashes.

use crate::platform::micros::Micros;
use hq_contract::ApiKeyId;
use sea_orm::entity::prelude::*;

/// A row of `api_key_secrets`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_key_secrets")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: Vec<u8>,
    pub key_id: ApiKeyId,
    pub starts_with: String,
    pub created_at: Micros,
    pub expires_at: Option<Micros>,
    pub replaced_at: Option<Micros>,
    pub warned_at: Option<Micros>,
    pub last_used_at: Option<Micros>,
    pub last_used_from: Option<String>,
    pub retry_hash: Option<Vec<u8>>,
    pub retry_fingerprint: Option<Vec<u8>>,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
