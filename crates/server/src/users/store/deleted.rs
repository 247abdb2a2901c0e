//! Rows of people whose account is deleted.

use crate::{db::entity::user, http::problem::Failure, operation::Operation, platform::search};
use hq_contract::{ProblemCode, UserId, audit_log::DELETED_NAME};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _,
    sea_query::{Expr, ExprTrait as _},
};

/// Fits no password.
const NO_PASSWORD: &str = "";

/// The address of a deleted account: its own, and nobody's (RFC 6761, 6.4).
fn nobody(user: UserId) -> String {
    format!("deleted-{user}@deleted.invalid")
}

/// Those addresses, for `LIKE`.
pub const NOBODIES: &str = "deleted-%@deleted.invalid";

/// Whether this is the address of a deleted account.
#[must_use]
pub fn is_nobody(user: UserId, email: &str) -> bool {
    email == nobody(user)
}

/// Keeps an account from being deleted until the operation ends.
///
/// # Errors
/// 404 where it was deleted.
pub async fn guard_kept(operation: &Operation, user: UserId) -> Result<(), Failure> {
    let locked = user::Entity::update_many()
        .col_expr(user::Column::Version, Expr::col(user::Column::Version))
        .filter(user::Column::Id.eq(user))
        .filter(user::Column::EmailCanonical.ne(nobody(user)))
        .exec(operation.tx())
        .await?;
    if locked.rows_affected == 0 { Err(ProblemCode::NotFound.into()) } else { Ok(()) }
}

/// Forgets in the row of a person who they were. It stays: the audit log and invitations say what was done by whom.
///
/// # Errors
/// Where the database fails.
pub async fn anonymize(operation: &Operation, user: UserId) -> Result<(), Failure> {
    user::Entity::update_many()
        .col_expr(user::Column::Email, Expr::value(nobody(user)))
        .col_expr(user::Column::EmailCanonical, Expr::value(nobody(user)))
        .col_expr(user::Column::EmailSearch, Expr::value(nobody(user)))
        .col_expr(user::Column::FullName, Expr::value(DELETED_NAME))
        .col_expr(user::Column::NameSearch, Expr::value(search::fold(DELETED_NAME)))
        .col_expr(user::Column::NameSort, Expr::value(search::natural(&search::fold(DELETED_NAME))))
        .col_expr(user::Column::PasswordHash, Expr::value(NO_PASSWORD))
        .col_expr(user::Column::Picture, Expr::value(None::<String>))
        .col_expr(user::Column::Version, Expr::col(user::Column::Version).add(1_i64))
        .filter(user::Column::Id.eq(user))
        .exec(operation.tx())
        .await?;
    Ok(())
}
