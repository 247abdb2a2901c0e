//! The password again: what a session alone is not trusted with.

use crate::{
    access::Caller,
    app::App,
    db::entity::user,
    me,
    operation::Operation,
    problem::Failure,
    rate_limits::{self, Limit},
};
use hq_contract::{FieldCode, ProblemCode, mfa::MfaPassword};

/// Guesses at the password from inside a session.
const PER_ACCOUNT: Limit = Limit { name: "mfa.password", most: 10, window_seconds: 15 * 60 };

/// The caller's account, if the password is its own. What is then done begins with [`lock`].
///
/// # Errors
/// 422 at `/password`; 429
pub async fn by_password(app: &App, caller: &Caller, proof: &MfaPassword) -> Result<user::Model, Failure> {
    let limited = caller.user.to_string();
    rate_limits::count(app, PER_ACCOUNT, &limited).await?;
    let user = me::store::find(app.db().read(), caller.user).await?.ok_or(ProblemCode::NotSignedIn)?;
    if !app.passwords().verify(&proof.password, Some(&user.password_hash)).await?.fits() {
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
    let same = me::store::lock_proven(operation, proven).await?;
    operation.look_again().await?;
    if same { Ok(()) } else { Err(Failure::field("/password", FieldCode::WrongPassword)) }
}
