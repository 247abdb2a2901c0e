//! Rows of multi-factor authentication. Whatever changes them holds the account's lock, and so does whoever signs in.

mod codes;
mod former;
mod pending;

pub use codes::{Judged, WrongCode, remember_early, renew_recovery_codes, spend};
pub use former::{FormerMfa, former, put_back, secured};
pub use pending::{begin, confirm, forget_old, forget_pending};

use super::secret;
use crate::{
    app::App,
    db::entity::{mfa, mfa_recovery_code, organization},
    http::problem::Failure,
    operation::Operation,
    platform::{clock::moment, secrets::Secrets},
};
use hq_contract::{ProblemCode, UserId, mfa::Mfa};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    sea_query::Expr,
};

/// The row of an account that has it switched on.
///
/// # Errors
/// Where the database fails.
pub async fn enabled(db: &impl ConnectionTrait, user: UserId) -> Result<Option<mfa::Model>, Failure> {
    Ok(mfa::Entity::find_by_id(user).filter(mfa::Column::EnabledAt.is_not_null()).one(db).await?)
}

/// Whether an account has it switched on.
///
/// # Errors
/// Where the database fails.
pub async fn is_on(db: &impl ConnectionTrait, user: UserId) -> Result<bool, Failure> {
    Ok(enabled(db, user).await?.is_some())
}

/// Whether an organization forces it on somebody who has none.
///
/// # Errors
/// Where the database fails.
pub async fn keeps_out(
    db: &impl ConnectionTrait,
    organization: &organization::Model,
    user: UserId,
) -> Result<bool, Failure> {
    Ok(organization.force_mfa && !is_on(db, user).await?)
}

/// Refuses who has none themselves to force it on others.
///
/// # Errors
/// 409 `mfa_off`
pub async fn guard_on(operation: &Operation, user: UserId) -> Result<(), Failure> {
    if is_on(operation.tx(), user).await? { Ok(()) } else { Err(ProblemCode::MfaOff.into()) }
}

/// The state as its holder sees it.
///
/// # Errors
/// Where the database fails.
pub async fn state(db: &impl ConnectionTrait, user: UserId) -> Result<Mfa, Failure> {
    let row = enabled(db, user).await?;
    let codes = mfa_recovery_code::Entity::find()
        .filter(mfa_recovery_code::Column::UserId.eq(user))
        .count(db)
        .await?;
    let enabled_at = row.and_then(|row| row.enabled_at).map(|at| moment(at).into());
    Ok(Mfa { enabled_at, recovery_codes: codes })
}

/// Every secret there is, confirmed or not.
///
/// # Errors
/// Where the database fails.
pub async fn every(app: &App) -> Result<Vec<mfa::Model>, Failure> {
    Ok(mfa::Entity::find().all(app.db().read()).await?)
}

/// Keeps the secret of a row encrypted anew, unless another took its place meanwhile.
///
/// # Errors
/// Where the database fails.
pub async fn keep_sealed(app: &App, row: &mfa::Model, sealed: Vec<u8>) -> Result<(), Failure> {
    mfa::Entity::update_many()
        .col_expr(mfa::Column::Secret, Expr::value(sealed))
        .filter(mfa::Column::UserId.eq(row.user_id))
        .filter(mfa::Column::Secret.eq(row.secret.clone()))
        .exec(app.db().write())
        .await?;
    Ok(())
}

/// Switches it off; false where it is off.
///
/// # Errors
/// Where the database fails.
pub async fn disable(operation: &Operation, user: UserId) -> Result<bool, Failure> {
    codes::forget_recovery_codes(operation, user).await?;
    let deleted = mfa::Entity::delete_many()
        .filter(mfa::Column::UserId.eq(user))
        .filter(mfa::Column::EnabledAt.is_not_null())
        .exec(operation.tx())
        .await?;
    Ok(deleted.rows_affected == 1)
}

/// How many secrets of authenticator apps cannot be opened with these keys.
///
/// # Errors
/// Where the database fails.
pub async fn unopenable(db: &impl ConnectionTrait, secrets: &Secrets) -> Result<usize, DbErr> {
    let rows = mfa::Entity::find().all(db).await?;
    Ok(rows.iter().filter(|row| !secret::opens(secrets, row)).count())
}

/// Forgets that of an account that is deleted.
///
/// # Errors
/// Where the database fails.
pub async fn forget_person(operation: &Operation, user: UserId) -> Result<(), Failure> {
    let codes = mfa_recovery_code::Column::UserId.eq(user);
    mfa_recovery_code::Entity::delete_many().filter(codes).exec(operation.tx()).await?;
    mfa::Entity::delete_many().filter(mfa::Column::UserId.eq(user)).exec(operation.tx()).await?;
    Ok(())
}
