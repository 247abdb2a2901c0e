//! `POST /me/mfa/confirm`

use super::store::{self, FormerMfa, Judged};
use crate::{
    access::Caller,
    account_alerts,
    app::App,
    http::{allowance, endpoint::Done, extract::Posted, problem::Failure, user_agent::UserAgent},
    operation::Operation,
    platform::{
        rate_limits::{self, Limit},
        token::Token,
    },
    session::{self, browsers},
    users,
};
use axum::extract::State;
use hq_contract::{
    ProblemCode,
    account_alerts::AlertKind,
    mfa::{ConfirmMfa, MfaConfirmation},
};

/// Codes tried out for one account.
const PER_ACCOUNT: Limit = Limit { name: "mfa.confirm", most: 10, window_seconds: 15 * 60 };

/// Serves [`ConfirmMfa`].
pub async fn confirm_mfa(
    State(app): State<App>,
    caller: Caller,
    agent: UserAgent,
    posted: Posted<MfaConfirmation>,
) -> Result<Done<ConfirmMfa>, Failure> {
    let limited = caller.user.to_string();
    rate_limits::count(&app, PER_ACCOUNT, &limited).await?;
    // Not `posted.begin`: that keeps the answer for a retry, and this one is a secret.
    let mut operation = Operation::begin_as(&app, posted.origin(), &caller).await?;
    users::store::lock(&operation, caller.user).await?;
    operation.look_again().await?;
    if let Judged::Wrong(wrong) = store::confirm(&operation, &caller, &posted.body.code).await? {
        return Err(wrong.at("/code"));
    }
    let codes = store::renew_recovery_codes(&operation, caller.user).await?;
    session::store::end_others(&operation, caller.user, Some(caller.session)).await?;
    let browser = Token::new(app.random().as_ref());
    browsers::keep_alone(&operation, caller.user, &browser).await?;
    let user = users::store::find(operation.tx(), caller.user).await?.ok_or(ProblemCode::NotSignedIn)?;
    let (kind, off) = (AlertKind::MfaEnabled, FormerMfa::off());
    account_alerts::tell_of_mfa(&mut operation, &user, kind, &agent, &off).await?;
    rate_limits::forget_in(&operation, PER_ACCOUNT, &limited).await?;
    operation.audit_own(caller.user, "mfa.enable").await?;
    let mut response = operation.finish_with(Done::new(&codes)?).await?;
    browsers::give(&app, &browser, response.headers_mut());
    allowance::forget(PER_ACCOUNT.name);
    Ok(response)
}
