//! Sign-ups that wait for their address to be verified: nothing of them is an account yet.

use super::id::id;
use crate::platform::micros::Micros;
use hq_contract::{EmailAddress, PersonName};
use sea_orm::entity::prelude::*;

id!(
    /// A sign-up that waits for its email; not the secret in its link.
    SignUpId
);

/// A row of `sign_ups`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_ups")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SignUpId,
    pub token_hash: Vec<u8>,
    pub email: EmailAddress,
    pub email_canonical: String,
    pub full_name: PersonName,
    pub password_hash: String,
    pub language: String,
    pub created_at: Micros,
    pub expires_at: Micros,
    pub used_at: Option<Micros>,
    pub browser_hash: Option<Vec<u8>>,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
