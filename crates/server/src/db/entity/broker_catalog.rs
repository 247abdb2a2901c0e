//! What brokers offer.

use crate::platform::micros::Micros;
use sea_orm::entity::prelude::*;

/// A row of `broker_catalogs`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "broker_catalogs")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub broker: String,
    pub catalog: Option<String>,
    pub fetched_at: Option<Micros>,
    pub failing_since: Option<Micros>,
    pub problem: Option<String>,
    pub next_at: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
