//! Credentials that brokers make.

use sea_orm::entity::prelude::*;

/// A row of `broker_bindings`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "broker_bindings")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub organization_id: Uuid,
    pub instance_id: Uuid,
    pub owner_kind: String,
    pub owner_id: Uuid,
    pub parameters: String,
    pub state: String,
    pub facts: Option<String>,
    pub sealed_credentials: Option<Vec<u8>>,
    pub failure: Option<String>,
    pub created_at: i64,
    pub gone_at: Option<i64>,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
