//! What is asked of brokers.

use sea_orm::entity::prelude::*;

/// A row of `broker_operations`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "broker_operations")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub organization_id: Uuid,
    pub instance_id: Uuid,
    pub binding_id: Option<Uuid>,
    pub kind: String,
    pub state: String,
    pub user_id: Option<Uuid>,
    pub parameters: String,
    pub from_fpu: Option<i64>,
    pub to_fpu: Option<i64>,
    pub token: Option<String>,
    pub attempts: i64,
    pub polls: i64,
    pub sent_at: Option<i64>,
    pub deadline: Option<i64>,
    pub next_at: i64,
    pub waits: bool,
    pub steps: String,
    pub failure: Option<String>,
    pub created_at: i64,
    pub ended_at: Option<i64>,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
