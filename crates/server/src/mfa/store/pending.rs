//! Secrets that wait for the app's first code.

use super::{
    super::{app_code, secret},
    codes::{Judged, WrongCode},
};
use crate::{
    access::Caller, app::App, db::entity::mfa, http::problem::Failure, operation::Operation,
    platform::random::bytes,
};
use hq_contract::{ProblemCode, UserId, mfa::MfaCode};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, EntityTrait as _, QueryFilter as _,
    sea_query::{Expr, OnConflict},
};

/// An enrolment that was not confirmed for so long has to begin anew.
const PENDING_MICROS: i64 = 3600 * 1_000_000;

/// A secret that waits for the app's first code: the one that this session was shown before, or a new one in the place of
/// another session's. That one may be somebody's who has found out the password and would know the secret.
///
/// # Errors
/// 409 `mfa_on`, `no_secrets_key`
pub async fn begin(operation: &Operation, caller: &Caller) -> Result<Vec<u8>, Failure> {
    let row = mfa::Entity::find_by_id(caller.user).one(operation.tx()).await?;
    let pending =
        row.filter(|row| row.enabled_at.is_some() || row.created_at > operation.now() - PENDING_MICROS);
    let secret = match pending {
        Some(row) if row.enabled_at.is_some() => return Err(ProblemCode::MfaOn.into()),
        Some(row) if row.session_id == Some(caller.session) => secret::open(operation.app().secrets(), &row)?,
        _ => bytes::<{ app_code::SECRET_BYTES }>(operation.app().random().as_ref()).to_vec(),
    };
    let row = mfa::ActiveModel {
        user_id: Set(caller.user),
        secret: Set(secret::seal(operation.app(), caller.user, &secret)?),
        last_step: Set(0),
        created_at: Set(operation.now()),
        enabled_at: Set(None),
        session_id: Set(Some(caller.session)),
        early_step: Set(None),
        early_at: Set(None),
    };
    mfa::Entity::insert(row)
        .on_conflict(
            OnConflict::column(mfa::Column::UserId)
                .update_columns([
                    mfa::Column::Secret,
                    mfa::Column::LastStep,
                    mfa::Column::CreatedAt,
                    mfa::Column::SessionId,
                ])
                .to_owned(),
        )
        .exec_without_returning(operation.tx())
        .await?;
    Ok(secret)
}

/// Switches it on where the code is the app's. The code is used up by it. A clock that is off is told, whichever way: the
/// caller was shown the secret.
///
/// # Errors
/// 409 `mfa_on`, `mfa_off` where nothing was begun, or too long ago, `mfa_replaced` where another session began since
pub async fn confirm(operation: &Operation, caller: &Caller, code: &MfaCode) -> Result<Judged, Failure> {
    let row = mfa::Entity::find_by_id(caller.user).one(operation.tx()).await?.ok_or(ProblemCode::MfaOff)?;
    if row.enabled_at.is_some() {
        return Err(ProblemCode::MfaOn.into());
    }
    if row.created_at <= operation.now() - PENDING_MICROS {
        return Err(ProblemCode::MfaOff.into());
    }
    if row.session_id != Some(caller.session) {
        return Err(ProblemCode::MfaReplaced.into());
    }
    let secret = secret::open(operation.app().secrets(), &row)?;
    let Some(step) = app_code::step_of(&secret, code, operation.now())? else {
        let clock_ahead = app_code::clock_ahead(&secret, code, operation.now())?;
        return Ok(Judged::Wrong(WrongCode::of_clock(clock_ahead)));
    };
    mfa::Entity::update_many()
        .col_expr(mfa::Column::EnabledAt, Expr::value(operation.now()))
        .col_expr(mfa::Column::LastStep, Expr::value(step))
        .filter(mfa::Column::UserId.eq(caller.user))
        .exec(operation.tx())
        .await?;
    Ok(Judged::Right)
}

/// Forgets the secret of an account that waits for its first code.
///
/// # Errors
/// Where the database fails.
pub async fn forget_pending(operation: &Operation, user: UserId) -> Result<(), Failure> {
    mfa::Entity::delete_many()
        .filter(mfa::Column::UserId.eq(user))
        .filter(mfa::Column::EnabledAt.is_null())
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Deletes secrets that were never confirmed.
///
/// # Errors
/// Where the database fails.
pub async fn forget_old(app: &App) -> Result<(), Failure> {
    mfa::Entity::delete_many()
        .filter(mfa::Column::EnabledAt.is_null())
        .filter(mfa::Column::CreatedAt.lte(app.now() - PENDING_MICROS))
        .exec(app.db().write())
        .await?;
    Ok(())
}
