//! The codes beside the password: what one is worth, and the recovery codes.

use super::super::{app_code, secret};
use crate::{
    app::App,
    db::entity::{mfa, mfa_recovery_code},
    http::problem::Failure,
    operation::Operation,
    platform::{random::bytes, token::hash},
};
use hq_contract::{
    FieldCode, FieldError, Problem, ProblemCode, UserId,
    mfa::{MfaCode, MfaRecoveryCodes, RECOVERY_CODES, in_groups},
};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, sea_query::Expr};

/// What a code is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judged {
    /// Right; used up by now.
    Right,
    /// Not right, or used before.
    Wrong(WrongCode),
}

/// A code that is not right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WrongCode {
    /// How far the clock behind it is off, where that is known and may be told.
    clock_ahead: Option<i64>,
    /// The time step to come that it is of.
    early_step: Option<i64>,
}

impl WrongCode {
    /// A code of somebody who may be told about the clock.
    #[must_use]
    pub const fn of_clock(clock_ahead: Option<i64>) -> Self {
        Self { clock_ahead, early_step: None }
    }

    /// The refusal of the whole request.
    #[must_use]
    pub fn refusal(self) -> Problem {
        Problem::new(ProblemCode::WrongCode).clock_ahead(self.clock_ahead)
    }

    /// The refusal of a field.
    #[must_use]
    pub fn at(self, pointer: &str) -> Failure {
        let field = FieldError { pointer: pointer.to_owned(), code: FieldCode::WrongCode };
        Problem::invalid([field]).clock_ahead(self.clock_ahead).into()
    }
}

/// Uses a code up, if it is right and was not used before. Of any number of tries at once, one wins.
///
/// # Errors
/// Where the database fails.
pub async fn spend(operation: &Operation, row: &mfa::Model, code: &MfaCode) -> Result<Judged, Failure> {
    let wrong = Judged::Wrong(WrongCode::default());
    let changed = if code.is_recovery() {
        mfa_recovery_code::Entity::delete_many()
            .filter(mfa_recovery_code::Column::UserId.eq(row.user_id))
            .filter(mfa_recovery_code::Column::CodeHash.eq(recovery_hash(row.user_id, code.as_str())))
            .exec(operation.tx())
            .await?
            .rows_affected
    } else {
        let secret = secret::open(operation.app().secrets(), row)?;
        let Some(step) = app_code::step_of(&secret, code, operation.now())? else {
            return Ok(Judged::Wrong(wrong_clock(operation, row, &secret, code)?));
        };
        mfa::Entity::update_many()
            .col_expr(mfa::Column::LastStep, Expr::value(step))
            .filter(mfa::Column::UserId.eq(row.user_id))
            .filter(mfa::Column::EnabledAt.is_not_null())
            .filter(mfa::Column::LastStep.lt(step))
            .exec(operation.tx())
            .await?
            .rows_affected
    };
    Ok(if changed == 1 { Judged::Right } else { wrong })
}

/// So long two codes are of one attempt to sign in.
const ATTEMPT_MICROS: i64 = 5 * 60 * 1_000_000;

/// What a wrong code tells of its clock. A slow one is told, as that code is worth nothing any more. A fast one is told by the
/// second code in a row alone: who guesses would learn of a code that will be right in some minutes, and so each guess would
/// count for all codes until then.
fn wrong_clock(
    operation: &Operation,
    row: &mfa::Model,
    secret: &[u8],
    code: &MfaCode,
) -> Result<WrongCode, Failure> {
    let now = operation.now();
    let Some(ahead) = app_code::clock_ahead(secret, code, now)? else { return Ok(WrongCode::default()) };
    let step = app_code::step_at(now, ahead);
    if ahead < 0 {
        // Of a code that was used, its holder knows that it was right.
        return Ok(WrongCode::of_clock((step > row.last_step).then_some(ahead)));
    }
    let before = row.early_step.zip(row.early_at).filter(|(_, at)| *at > now - ATTEMPT_MICROS);
    let is_same_clock = before.is_some_and(|(early, at)| {
        let was_ahead = early - app_code::step_at(at, 0);
        early < step && was_ahead.abs_diff(step - app_code::step_at(now, 0)) <= 1
    });
    Ok(WrongCode { clock_ahead: is_same_clock.then_some(ahead), early_step: Some(step) })
}

/// Remembers a code that came too early, in an operation of its own, as the refused one leaves nothing.
///
/// # Errors
/// Where the database fails.
pub async fn remember_early(operation: &Operation, user: UserId, wrong: WrongCode) -> Result<(), Failure> {
    let Some(step) = wrong.early_step else { return Ok(()) };
    mfa::Entity::update_many()
        .col_expr(mfa::Column::EarlyStep, Expr::value(step))
        .col_expr(mfa::Column::EarlyAt, Expr::value(operation.now()))
        .filter(mfa::Column::UserId.eq(user))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Makes recovery codes in the place of the former ones; only their hashes are kept.
///
/// # Errors
/// Where the database fails.
pub async fn renew_recovery_codes(operation: &Operation, user: UserId) -> Result<MfaRecoveryCodes, Failure> {
    forget_recovery_codes(operation, user).await?;
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| recovery_code(operation.app())).collect();
    let rows = codes.iter().map(|code| mfa_recovery_code::ActiveModel {
        user_id: Set(user),
        code_hash: Set(recovery_hash(user, code)),
    });
    mfa_recovery_code::Entity::insert_many(rows).exec_without_returning(operation.tx()).await?;
    Ok(MfaRecoveryCodes { codes: codes.iter().map(|code| in_groups(code, '-')).collect() })
}

pub(super) async fn forget_recovery_codes(operation: &Operation, user: UserId) -> Result<(), Failure> {
    mfa_recovery_code::Entity::delete_many()
        .filter(mfa_recovery_code::Column::UserId.eq(user))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// 140 random bits in base32: too many to try out, even for who has the hash.
fn recovery_code(app: &App) -> String {
    let drawn = bytes::<{ MfaCode::RECOVERY }>(app.random().as_ref());
    drawn.iter().filter_map(|byte| BASE32.get(usize::from(byte & 31))).map(|byte| char::from(*byte)).collect()
}

/// RFC 4648, 6, in small letters.
const BASE32: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

fn recovery_hash(user: UserId, code: &str) -> Vec<u8> {
    hash(&["mfa recovery code", &user.to_string(), code])
}
