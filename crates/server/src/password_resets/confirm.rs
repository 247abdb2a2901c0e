//! `POST /password-resets/confirm`

use super::store;
use crate::{
    account_alerts,
    app::App,
    http::{endpoint::Done, extract::Posted, problem::Failure, user_agent::UserAgent},
    me,
    platform::{
        rate_limits::{self, Limit},
        token::Token,
    },
    session::{self, browsers, tries},
    users,
};
use axum::extract::State;
use hq_contract::{
    ProblemCode,
    account_alerts::AlertKind,
    password_resets::{ConfirmPasswordReset, PasswordResetConfirmation},
};

/// Hashing costs: no address of the network gets it without end.
const PER_ADDRESS: Limit = Limit { name: "password_reset.confirm", most: 60, window_seconds: 3600 };

/// Serves [`ConfirmPasswordReset`].
pub async fn confirm_password_reset(
    State(app): State<App>,
    agent: UserAgent,
    posted: Posted<PasswordResetConfirmation>,
) -> Result<Done<ConfirmPasswordReset>, Failure> {
    // A new secret: whoever had the password may have the one that this browser carries.
    let browser = Token::new(app.random().as_ref());
    let mut response = confirm(&app, &agent, &browser, &posted).await?;
    browsers::give(&app, &browser, response.headers_mut());
    Ok(response)
}

async fn confirm(
    app: &App,
    agent: &UserAgent,
    browser: &Token,
    posted: &Posted<PasswordResetConfirmation>,
) -> Result<Done<ConfirmPasswordReset>, Failure> {
    rate_limits::count(app, PER_ADDRESS, &posted.origin().network()).await?;
    let hash = app.passwords().hash(posted.body.password.expose()).await?;

    let mut operation = posted.begin(app).await?;
    let id = store::redeem(&operation, &posted.body.token).await?;
    let user = users::store::find(operation.tx(), id).await?.ok_or(ProblemCode::LinkUnknown)?;
    me::store::set_password(&operation, id, &hash).await?;
    session::store::end_others(&operation, id, None).await?;
    tries::forget(&operation, &user.email_canonical).await?;
    // Whoever reads the address's mail cannot be kept out of it by a stranger's guesses.
    browsers::keep_alone(&operation, id, browser).await?;
    account_alerts::tell(&mut operation, &user, AlertKind::PasswordReset, agent).await?;
    operation.audit_own(id, "password_resets.confirm").await?;
    operation.finish_with(Done::empty()).await
}
