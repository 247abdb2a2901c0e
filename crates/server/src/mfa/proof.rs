//! Password and code again: what a session alone is not trusted with.

use super::store::{self, Judged};
use crate::{
    access::Caller,
    app::App,
    db::entity::user,
    http::problem::Failure,
    operation::Operation,
    platform::rate_limits::{self, Limit},
    users,
};
use axum::http::StatusCode;
use hq_contract::{FieldCode, ProblemCode, UserId, mfa::MfaCode};

/// Guesses at the password from inside a session.
const PER_ACCOUNT: Limit = Limit { name: "mfa.password", most: 10, window_seconds: 15 * 60 };
/// Codes tried out in a session by who knows the password: nobody else can use them up. Those of sign-in are counted there.
const CODES: Limit = Limit { name: "mfa.proof", most: 10, window_seconds: 3600 };

/// The caller's account, if the password is its own. What is then done begins with [`lock`].
///
/// # Errors
/// 422 at `/password`; 429
pub async fn by_password(app: &App, caller: &Caller, password: &str) -> Result<user::Model, Failure> {
    let limited = caller.user.to_string();
    rate_limits::count(app, PER_ACCOUNT, &limited).await?;
    let user = users::store::find(app.db().read(), caller.user).await?.ok_or(ProblemCode::NotSignedIn)?;
    if !app.passwords().verify(password, Some(&user.password_hash)).await?.fits() {
        return Err(Failure::field("/password", FieldCode::WrongPassword));
    }
    rate_limits::forget(app, PER_ACCOUNT, &limited).await?;
    Ok(user)
}

/// Locks the account whose password was proven, and looks at the session again.
///
/// # Errors
/// 401 where the session has ended; 422 at `/password` where the password is another by now
pub async fn lock(operation: &mut Operation, proven: &user::Model) -> Result<(), Failure> {
    let same = users::store::lock_proven(operation, proven).await?;
    operation.look_again().await?;
    if same { Ok(()) } else { Err(Failure::field("/password", FieldCode::WrongPassword)) }
}

/// Counts a code of an account whose password was proven. A right one begins the count anew ([`forget_codes`]).
///
/// # Errors
/// 429 with the time to wait where too many were tried.
pub async fn count_code(app: &App, user: UserId) -> Result<(), Failure> {
    rate_limits::count(app, CODES, &user.to_string()).await
}

/// Begins the count of an account's codes anew, once what a right one was good for is done. That stays done where the count cannot be
/// written: it is of less weight than the answer, which may show something once.
pub async fn forget_codes(app: &App, user: UserId) {
    if rate_limits::forget(app, CODES, &user.to_string()).await.is_err() {
        tracing::warn!(%user, "the count of an account's codes does not begin anew");
    }
}

/// Where the locked account has multi-factor authentication, uses a code up. Whatever refuses later leaves it unused.
///
/// # Errors
/// 422 at `/code`
pub async fn by_code_if_on(
    operation: Operation,
    user: UserId,
    code: Option<&MfaCode>,
) -> Result<Operation, Failure> {
    match code {
        _ if !store::is_on(operation.tx(), user).await? => Ok(operation),
        Some(code) => by_code(operation, user, code).await,
        None => Err(Failure::field("/code", FieldCode::Required)),
    }
}

/// Uses a code of a locked account up; the operation goes on with it. Whatever refuses later leaves it unused.
///
/// # Errors
/// 409 `mfa_off`; 422 at `/code`, which ends the operation and leaves a line in the audit log.
pub async fn by_code(operation: Operation, user: UserId, code: &MfaCode) -> Result<Operation, Failure> {
    let row = store::enabled(operation.tx(), user).await?.ok_or(ProblemCode::MfaOff)?;
    let Judged::Wrong(wrong) = store::spend(&operation, &row, code).await? else { return Ok(operation) };
    let (app, origin) = (operation.app().clone(), operation.origin().clone());
    drop(operation);
    let operation = Operation::begin(&app, &origin).await?;
    store::remember_early(&operation, user, wrong).await?;
    operation.audit_own(user, "mfa.wrong_code").await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await?;
    Err(wrong.at("/code"))
}
