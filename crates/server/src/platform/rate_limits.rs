//! Limits against guessing and flooding, kept in the database so that every server counts the same.

use crate::{
    app::App,
    db::entity::rate_limit,
    http::{
        allowance::{self, Allowance},
        problem::Failure,
    },
    operation::Operation,
    platform::{micros::Micros, token::hash},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    sea_query::{CaseStatement, Expr, ExprTrait as _, OnConflict},
};

/// So many times in a window of so many seconds.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// What is counted.
    pub name: &'static str,
    /// How often is allowed.
    pub most: i64,
    /// The window's length.
    pub window_seconds: i64,
}

const SECOND: i64 = 1_000_000;

impl Limit {
    fn bucket(&self, subject: &str) -> Vec<u8> {
        hash(&[self.name, subject])
    }

    /// What is left until the window is over.
    fn left(self, counted: &rate_limit::Model, now: Micros) -> Allowance {
        let seconds = (counted.window_start + self.window_seconds * SECOND - now) / SECOND + 1;
        Allowance { most: self.most, left: self.most - counted.used, seconds }
    }
}

/// Counts one try of `subject` (an address; only its hash is kept), which is the caller or where they come from: a success tells
/// how many are left.
///
/// # Errors
/// 429 with the time to wait where the limit is passed.
pub async fn count(app: &App, limit: Limit, subject: &str) -> Result<(), Failure> {
    refuse(try_one(app, limit, subject).await?)?.tell(limit.name);
    Ok(())
}

/// Counts one try of what others may be counted by too, as an address that was typed: no success tells how many are left, which
/// would be what others did.
///
/// # Errors
/// 429 with the time to wait where the limit is passed.
pub async fn count_untold(app: &App, limit: Limit, subject: &str) -> Result<(), Failure> {
    refuse(try_one(app, limit, subject).await?).map(drop)
}

/// Who is over the limit is refused without a write: a flood of refusals keeps nobody else from writing.
async fn try_one(app: &App, limit: Limit, subject: &str) -> Result<Allowance, Failure> {
    match passed(app, limit, subject).await? {
        Some(passed) => Ok(passed),
        None => add(app.db().write(), app.now(), limit, subject, 1).await,
    }
}

fn refuse(counted: Allowance) -> Result<Allowance, Failure> {
    if counted.is_passed() { Err(Failure::too_many(counted)) } else { Ok(counted) }
}

/// The limit, where it is passed already.
async fn passed(app: &App, limit: Limit, subject: &str) -> Result<Option<Allowance>, Failure> {
    let counted = rate_limit::Entity::find_by_id(limit.bucket(subject)).one(app.db().read()).await?;
    Ok(counted.and_then(|counted| {
        let is_over = counted.window_start + limit.window_seconds * SECOND <= app.now();
        (counted.used > limit.most && !is_over).then(|| limit.left(&counted, app.now()))
    }))
}

/// Counts.
async fn add(
    db: &impl ConnectionTrait,
    now: Micros,
    limit: Limit,
    subject: &str,
    amount: i64,
) -> Result<Allowance, Failure> {
    let window_before = now - limit.window_seconds * SECOND;
    let over = Expr::col((rate_limit::Entity, rate_limit::Column::WindowStart)).lte(window_before);
    let used = Expr::col((rate_limit::Entity, rate_limit::Column::Used));
    let start = Expr::col((rate_limit::Entity, rate_limit::Column::WindowStart));
    let row = rate_limit::ActiveModel {
        bucket: Set(limit.bucket(subject)),
        window_start: Set(now),
        used: Set(amount),
    };
    let counted = rate_limit::Entity::insert(row)
        .on_conflict(
            OnConflict::column(rate_limit::Column::Bucket)
                .value(
                    rate_limit::Column::Used,
                    CaseStatement::new().case(over.clone(), amount).finally(used.add(amount)),
                )
                .value(rate_limit::Column::WindowStart, CaseStatement::new().case(over, now).finally(start))
                .to_owned(),
        )
        .exec_with_returning(db)
        .await?;
    Ok(limit.left(&counted, now))
}

/// Counts `amount` of the caller's in the operation's transaction: where it is refused, nothing was counted. A success tells how
/// many are left.
///
/// # Errors
/// 429 with the time to wait where the limit is passed.
pub async fn take(operation: &Operation, limit: Limit, subject: &str, amount: i64) -> Result<(), Failure> {
    let counted = add(operation.tx(), operation.now(), limit, subject, amount).await?;
    refuse(counted)?.tell(limit.name);
    Ok(())
}

/// Counts one in the operation's transaction of what others may be counted by too ([`count_untold`]).
///
/// # Errors
/// 429 with the time to wait where the limit is passed.
pub async fn take_untold(operation: &Operation, limit: Limit, subject: &str) -> Result<(), Failure> {
    refuse(add(operation.tx(), operation.now(), limit, subject, 1).await?).map(drop)
}

/// Counts one in the operation's transaction, which may go on where the limit is passed: the limit, then. No success tells of it.
///
/// # Errors
/// Where the database fails.
pub async fn add_one(
    operation: &Operation,
    limit: Limit,
    subject: &str,
) -> Result<Option<Allowance>, Failure> {
    let counted = add(operation.tx(), operation.now(), limit, subject, 1).await?;
    Ok(counted.is_passed().then_some(counted))
}

/// Begins a subject's count anew, after a success.
///
/// # Errors
/// Where the database fails.
pub async fn forget(app: &App, limit: Limit, subject: &str) -> Result<(), Failure> {
    rate_limit::Entity::delete_by_id(limit.bucket(subject)).exec(app.db().write()).await?;
    allowance::forget(limit.name);
    Ok(())
}

/// Takes one back in the operation's transaction, if its window is not over.
///
/// # Errors
/// Where the database fails.
pub async fn give_back(operation: &Operation, limit: Limit, subject: &str) -> Result<(), Failure> {
    rate_limit::Entity::update_many()
        .col_expr(rate_limit::Column::Used, Expr::col(rate_limit::Column::Used).sub(1_i64))
        .filter(rate_limit::Column::Bucket.eq(limit.bucket(subject)))
        .filter(rate_limit::Column::Used.gt(0_i64))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Begins a subject's count anew in the operation's transaction.
///
/// # Errors
/// Where the database fails.
pub async fn forget_in(operation: &Operation, limit: Limit, subject: &str) -> Result<(), Failure> {
    rate_limit::Entity::delete_by_id(limit.bucket(subject)).exec(operation.tx()).await?;
    Ok(())
}

/// Deletes counts whose windows are long over.
///
/// # Errors
/// Where the database fails.
pub async fn forget_old(app: &App) -> Result<(), Failure> {
    let yesterday = app.now() - 24 * 3600 * SECOND;
    rate_limit::Entity::delete_many()
        .filter(rate_limit::Column::WindowStart.lt(yesterday))
        .exec(app.db().write())
        .await?;
    Ok(())
}
