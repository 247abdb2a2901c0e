//! Names under which dataplants answer.

use hq_contract::DataplantId;
use sea_orm::entity::prelude::*;

/// A row of `dataplant_names`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dataplant_names")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    pub dataplant_id: DataplantId,
    pub place: i64,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
