//! What strangers tried on accounts.

use super::list::list;
use crate::platform::micros::Micros;
use hq_contract::UserId;
use sea_orm::entity::prelude::*;

list! {
    /// What is tried.
    Attempt {
        /// A password that is not the account's.
        Password "session.refused";
        /// A code of two-step sign-in that is wrong or was used.
        Code "session.wrong_code";
        /// Asking for a new password.
        PasswordReset "password_resets.request";
        /// Signing up with the account's address.
        SignUp "accounts.sign_up";
    }
}
hq_contract::primary_key!(Attempt);

/// A row of `access_attempts`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "access_attempts")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub action: Attempt,
    #[sea_orm(primary_key, auto_increment = false)]
    pub network: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub hour: Micros,
    pub times: i64,
    pub last_at: Micros,
    pub request_id: String,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
