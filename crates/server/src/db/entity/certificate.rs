//! TLS certificates with their keys.

use crate::platform::micros::Micros;
use hq_contract::{CertificateId, OrganizationId};
use sea_orm::entity::prelude::*;

/// A row of `certificates`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "certificates")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CertificateId,
    pub organization_id: OrganizationId,
    pub version: i64,
    pub chain: String,
    pub sealed_key: Vec<u8>,
    pub names: String,
    pub issuer: String,
    pub key_type: String,
    pub fingerprint: String,
    pub serial: String,
    pub chain_length: i64,
    pub left_out: i64,
    pub publicly_trusted: bool,
    pub not_before: Micros,
    pub not_after: Micros,
    pub warned_days: Option<i64>,
    pub created_at: Micros,
    pub replaced_at: Option<Micros>,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
