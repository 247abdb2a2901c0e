//! What somebody who is not signed in tries on an account: for its operator to see who is knocking.
//!
//! The audit log stays for ever, so a stranger must not be able to fill it. Here a row is one account, action, network and
//! hour, however often it is tried, and is forgotten after a while; for addresses without an account there is none.

pub use crate::db::entity::access_attempt::Attempt;

use crate::{
    app::App,
    db::{entity::access_attempt, sql},
    http::problem::Failure,
    jobs::{Hooks, Task},
    operation::Operation,
    platform::micros::Micros,
};
use futures::FutureExt as _;
use hq_contract::UserId;
use sea_orm::{ColumnTrait as _, ConnectionTrait as _, EntityTrait as _, QueryFilter as _};

/// What goes of the tries as time goes by, and with the person.
pub const HOOKS: Hooks = Hooks {
    jobs: &[Task::new("forget_access_attempts", |app| forget_old(app).boxed())],
    forget: Some(|operation, user| forget(operation, user).boxed()),
    ..Hooks::NONE
};

const HOUR: i64 = 3600 * 1_000_000;
/// So long they are kept.
const REMEMBER: i64 = 90 * 24 * HOUR;

/// Notes an attempt. Without an account it is the same work, and leaves nothing.
///
/// # Errors
/// Where the database fails.
pub async fn note(operation: &Operation, user: Option<UserId>, attempt: Attempt) -> Result<(), Failure> {
    const NOTE: &str = "INSERT INTO access_attempts (user_id, action, network, hour, times, last_at, request_id) \
        SELECT u.id, ?, ?, ?, 1, ?, ? FROM users u WHERE u.id = ? \
        ON CONFLICT (user_id, action, network, hour) DO UPDATE SET times = access_attempts.times + 1, \
        last_at = excluded.last_at, request_id = excluded.request_id";
    let (tx, now) = (operation.tx(), operation.now());
    let values = [
        attempt.into(),
        operation.origin().network().into(),
        hour(now).into(),
        now.into(),
        operation.origin().request_id.as_str().into(),
        user.unwrap_or(UserId::nil()).into(),
    ];
    tx.execute_raw(sql(tx.get_database_backend(), NOTE, values)).await?;
    Ok(())
}

/// Takes one back that was noted at `at`: it was the person themselves.
///
/// # Errors
/// Where the database fails.
pub async fn take_back(
    operation: &Operation,
    user: Option<UserId>,
    attempt: Attempt,
    at: Micros,
) -> Result<(), Failure> {
    const ONE_LESS: &str = "UPDATE access_attempts SET times = times - 1 \
        WHERE user_id = ? AND action = ? AND network = ? AND hour = ?";
    const NONE_LEFT: &str = "DELETE FROM access_attempts \
        WHERE user_id = ? AND action = ? AND network = ? AND hour = ? AND times <= 0";
    let tx = operation.tx();
    for statement in [ONE_LESS, NONE_LEFT] {
        let values = [
            user.unwrap_or(UserId::nil()).into(),
            attempt.into(),
            operation.origin().network().into(),
            hour(at).into(),
        ];
        tx.execute_raw(sql(tx.get_database_backend(), statement, values)).await?;
    }
    Ok(())
}

/// Forgets what was tried on an account that is deleted.
///
/// # Errors
/// Where the database fails.
pub async fn forget(operation: &Operation, user: UserId) -> Result<(), Failure> {
    access_attempt::Entity::delete_many()
        .filter(access_attempt::Column::UserId.eq(user))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Forgets what is long ago.
///
/// # Errors
/// Where the database fails.
pub async fn forget_old(app: &App) -> Result<(), Failure> {
    access_attempt::Entity::delete_many()
        .filter(access_attempt::Column::Hour.lt(app.now() - REMEMBER))
        .exec(app.db().write())
        .await?;
    Ok(())
}

/// The beginning of the hour of a moment.
fn hour(at: Micros) -> Micros {
    at - at.get().rem_euclid(HOUR)
}
