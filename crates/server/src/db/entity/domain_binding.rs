//! Whose a domain is.

use hq_contract::{DomainId, DomainName};
use sea_orm::entity::prelude::*;

/// A row of `domain_bindings`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "domain_bindings")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: DomainName,
    pub domain_id: DomainId,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
