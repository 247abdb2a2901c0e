//! Rows of multi-factor authentication. Whatever changes them holds the account's lock, and so does whoever signs in.

use super::app_code;
use crate::{
    app::App,
    clock::moment,
    db::entity::{mfa, mfa_recovery_code, organization},
    operation::Operation,
    problem::Failure,
    random::bytes,
    token::hash,
};
use hq_contract::{
    ProblemCode,
    mfa::{Mfa, MfaCode, MfaRecoveryCodes, RECOVERY_CODES, in_groups},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;

/// An enrolment that was not confirmed for so long has to begin anew.
const PENDING_MICROS: i64 = 3600 * 1_000_000;

/// The row of an account that has it switched on.
///
/// # Errors
/// Where the database fails.
pub async fn enabled(db: &impl ConnectionTrait, user: Uuid) -> Result<Option<mfa::Model>, Failure> {
    Ok(mfa::Entity::find_by_id(user).filter(mfa::Column::EnabledAt.is_not_null()).one(db).await?)
}

/// Whether an account has it switched on.
///
/// # Errors
/// Where the database fails.
pub async fn is_on(db: &impl ConnectionTrait, user: Uuid) -> Result<bool, Failure> {
    Ok(enabled(db, user).await?.is_some())
}

/// Whether an organization forces it on somebody who has none.
///
/// # Errors
/// Where the database fails.
pub async fn keeps_out(
    db: &impl ConnectionTrait,
    organization: &organization::Model,
    user: Uuid,
) -> Result<bool, Failure> {
    Ok(organization.force_mfa && !is_on(db, user).await?)
}

/// Refuses who has none themselves to force it on others.
///
/// # Errors
/// 409 `mfa_off`
pub async fn guard_on(operation: &Operation, user: Uuid) -> Result<(), Failure> {
    if is_on(operation.tx(), user).await? { Ok(()) } else { Err(ProblemCode::MfaOff.into()) }
}

/// The state as its holder sees it.
///
/// # Errors
/// Where the database fails.
pub async fn state(db: &impl ConnectionTrait, user: Uuid) -> Result<Mfa, Failure> {
    let row = enabled(db, user).await?;
    let codes = mfa_recovery_code::Entity::find()
        .filter(mfa_recovery_code::Column::UserId.eq(user))
        .count(db)
        .await?;
    let enabled_at = row.and_then(|row| row.enabled_at).map(|at| moment(at).into());
    Ok(Mfa { enabled_at, recovery_codes: codes })
}

/// Keeps a secret until the app's first code confirms it, in the place of one that waits.
///
/// # Errors
/// 409 `mfa_on`
pub async fn begin(operation: &Operation, user: Uuid) -> Result<Vec<u8>, Failure> {
    let secret = bytes::<{ app_code::SECRET_BYTES }>(operation.app().random().as_ref()).to_vec();
    if is_on(operation.tx(), user).await? {
        return Err(ProblemCode::MfaOn.into());
    }
    let row = mfa::ActiveModel {
        user_id: Set(user),
        secret: Set(secret.clone()),
        last_step: Set(0),
        created_at: Set(operation.now()),
        enabled_at: Set(None),
    };
    mfa::Entity::insert(row)
        .on_conflict(
            OnConflict::column(mfa::Column::UserId)
                .update_columns([mfa::Column::Secret, mfa::Column::LastStep, mfa::Column::CreatedAt])
                .to_owned(),
        )
        .exec_without_returning(operation.tx())
        .await?;
    Ok(secret)
}

/// Switches it on where the code is the app's; false where it is not. The code is used up by it.
///
/// # Errors
/// 409 `mfa_on`, `mfa_off` where nothing was begun, or too long ago
pub async fn confirm(operation: &Operation, user: Uuid, code: &MfaCode) -> Result<bool, Failure> {
    let row = mfa::Entity::find_by_id(user).one(operation.tx()).await?.ok_or(ProblemCode::MfaOff)?;
    if row.enabled_at.is_some() {
        return Err(ProblemCode::MfaOn.into());
    }
    if row.created_at <= operation.now() - PENDING_MICROS {
        return Err(ProblemCode::MfaOff.into());
    }
    let Some(step) = app_code::step_of(&row.secret, code, operation.now())? else { return Ok(false) };
    mfa::Entity::update_many()
        .col_expr(mfa::Column::EnabledAt, Expr::value(operation.now()))
        .col_expr(mfa::Column::LastStep, Expr::value(step))
        .filter(mfa::Column::UserId.eq(user))
        .exec(operation.tx())
        .await?;
    Ok(true)
}

/// Uses a code up; false where it is wrong or was used before. Of any number of tries at once, one wins.
///
/// # Errors
/// Where the database fails.
pub async fn spend(operation: &Operation, row: &mfa::Model, code: &MfaCode) -> Result<bool, Failure> {
    let changed = if code.is_recovery() {
        mfa_recovery_code::Entity::delete_many()
            .filter(mfa_recovery_code::Column::UserId.eq(row.user_id))
            .filter(mfa_recovery_code::Column::CodeHash.eq(recovery_hash(row.user_id, code.as_str())))
            .exec(operation.tx())
            .await?
            .rows_affected
    } else {
        let Some(step) = app_code::step_of(&row.secret, code, operation.now())? else { return Ok(false) };
        mfa::Entity::update_many()
            .col_expr(mfa::Column::LastStep, Expr::value(step))
            .filter(mfa::Column::UserId.eq(row.user_id))
            .filter(mfa::Column::EnabledAt.is_not_null())
            .filter(mfa::Column::LastStep.lt(step))
            .exec(operation.tx())
            .await?
            .rows_affected
    };
    Ok(changed == 1)
}

/// Makes recovery codes in the place of the former ones; only their hashes are kept.
///
/// # Errors
/// Where the database fails.
pub async fn renew_recovery_codes(operation: &Operation, user: Uuid) -> Result<MfaRecoveryCodes, Failure> {
    forget_recovery_codes(operation, user).await?;
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| recovery_code(operation.app())).collect();
    let rows = codes.iter().map(|code| mfa_recovery_code::ActiveModel {
        user_id: Set(user),
        code_hash: Set(recovery_hash(user, code)),
    });
    mfa_recovery_code::Entity::insert_many(rows).exec_without_returning(operation.tx()).await?;
    Ok(MfaRecoveryCodes { codes: codes.iter().map(|code| in_groups(code, '-')).collect() })
}

async fn forget_recovery_codes(operation: &Operation, user: Uuid) -> Result<(), Failure> {
    mfa_recovery_code::Entity::delete_many()
        .filter(mfa_recovery_code::Column::UserId.eq(user))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Switches it off; false where it is off.
///
/// # Errors
/// Where the database fails.
pub async fn disable(operation: &Operation, user: Uuid) -> Result<bool, Failure> {
    forget_recovery_codes(operation, user).await?;
    let deleted = mfa::Entity::delete_many()
        .filter(mfa::Column::UserId.eq(user))
        .filter(mfa::Column::EnabledAt.is_not_null())
        .exec(operation.tx())
        .await?;
    Ok(deleted.rows_affected == 1)
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

/// 80 random bits in base32: too many to try out, even for who has the hash.
fn recovery_code(app: &App) -> String {
    let drawn = bytes::<{ MfaCode::RECOVERY }>(app.random().as_ref());
    drawn.iter().filter_map(|byte| BASE32.get(usize::from(byte & 31))).map(|byte| char::from(*byte)).collect()
}

/// RFC 4648, 6, in small letters.
const BASE32: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

fn recovery_hash(user: Uuid, code: &str) -> Vec<u8> {
    hash(&["mfa recovery code", &user.to_string(), code])
}
