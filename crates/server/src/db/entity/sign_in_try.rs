//! Wrong tries at signing in, in a row.

use crate::platform::micros::Micros;
use sea_orm::entity::prelude::*;

/// A row of `sign_in_tries`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in_tries")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub bucket: Vec<u8>,
    pub account: Vec<u8>,
    pub wrong: i64,
    pub last_at: Micros,
    pub wait_until: Micros,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
