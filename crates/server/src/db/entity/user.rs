//! Accounts.

use crate::platform::micros::Micros;
use hq_contract::UserId;
use sea_orm::entity::prelude::*;

/// A row of `users`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UserId,
    pub email: String,
    pub email_canonical: String,
    pub email_search: String,
    pub full_name: String,
    pub name_search: String,
    pub name_sort: String,
    pub password_hash: String,
    pub language: String,
    pub version: i64,
    pub created_at: Micros,
    pub picture: Option<String>,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
