//! `PUT /me/password`

use super::store;
use crate::{
    access::Caller,
    account_alerts,
    app::App,
    http::{allowance, endpoint::Done, extract::Body, problem::Failure, user_agent::UserAgent},
    operation::{Operation, Origin},
    platform::{
        rate_limits::{self, Limit},
        token::Token,
    },
    session::{self, browsers},
    users,
};
use axum::extract::State;
use hq_contract::{
    FieldCode, ProblemCode,
    account_alerts::AlertKind,
    me::{ChangePassword, PasswordChange},
};

/// Guesses at the current password from inside a session.
const PER_ACCOUNT: Limit = Limit { name: "change_password", most: 10, window_seconds: 15 * 60 };

/// Serves [`ChangePassword`].
pub async fn change_password(
    State(app): State<App>,
    caller: Caller,
    origin: Origin,
    agent: UserAgent,
    Body(change): Body<PasswordChange>,
) -> Result<Done<ChangePassword>, Failure> {
    let limited = caller.user.to_string();
    rate_limits::count(&app, PER_ACCOUNT, &limited).await?;
    let user = users::store::find(app.db().read(), caller.user).await?.ok_or(ProblemCode::NotSignedIn)?;
    // Its first try made the current password a former one.
    Operation::end_if_done(&app, &origin, &caller).await?;
    if !app.passwords().verify(&change.current, Some(&user.password_hash)).await?.fits() {
        return Err(Failure::field("/current", FieldCode::WrongPassword));
    }
    let hash = app.passwords().hash(change.new.expose()).await?;

    let mut operation = Operation::begin_as(&app, &origin, &caller).await?;
    let same = users::store::lock_proven(&operation, &user).await?;
    operation.look_again().await?;
    if !same {
        return Err(Failure::field("/current", FieldCode::WrongPassword));
    }
    store::set_password(&operation, caller.user, &hash).await?;
    session::store::end_others(&operation, caller.user, Some(caller.session)).await?;
    let browser = Token::new(app.random().as_ref());
    browsers::keep_alone(&operation, caller.user, &browser).await?;
    account_alerts::tell(&mut operation, &user, AlertKind::PasswordChanged, &agent).await?;
    rate_limits::forget_in(&operation, PER_ACCOUNT, &limited).await?;
    operation.audit_own(caller.user, "me.change_password").await?;
    let mut response = operation.finish_with(Done::empty()).await?;
    browsers::give(&app, &browser, response.headers_mut());
    allowance::forget(PER_ACCOUNT.name);
    Ok(response)
}
