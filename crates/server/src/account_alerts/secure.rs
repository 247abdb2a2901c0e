//! `POST /account-alerts/{token}/secure`

use super::{store, tell, tell_taken_back};
use crate::{
    access::{PathParameters, Posted},
    app::App,
    me, mfa,
    problem::Failure,
    rate_limits::{self, Limit},
    session::{self, browsers, tries},
    token::Token,
    user_agent::UserAgent,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{
    ProblemCode,
    account_alerts::{AccountSecuring, AlertKind},
};

/// Hashing costs: no address of the network gets it without end.
const PER_ADDRESS: Limit = Limit { name: "account_alerts.secure", most: 60, window_seconds: 3600 };

/// Take an account back
///
/// Sets the password and ends every session, every link to choose a password, and every other link of this kind; the
/// account forgets its browsers but this one, and every wrong try. Multi-factor
/// authentication and the address are again as they were before the change that the link is of, and before those that came
/// after; where that is too long ago, they stay as they are, and so does the address where another account has the former one.
/// The address that the account loses is told.
/// Links of mails to an address that the account had before stay good. Sign in with the new password.
#[utoipa::path(
    post, path = "/account-alerts/{token}/secure", tag = "account-alerts", request_body = AccountSecuring, security(()),
    params(("token" = String, Path, description = "As it stands in the link")),
    responses((status = 204, description = "The account is its owner's again"))
)]
pub async fn secure_account(
    State(app): State<App>,
    agent: UserAgent,
    PathParameters(token): PathParameters<String>,
    posted: Posted<AccountSecuring>,
) -> Result<Response, Failure> {
    // A new secret: whoever had the password may have the one that this browser carries.
    let browser = Token::new(app.random().as_ref());
    let mut response = secure(&app, &agent, &browser, &token, &posted).await?;
    browsers::give(&app, &browser, &mut response);
    Ok(response)
}

async fn secure(
    app: &App,
    agent: &UserAgent,
    browser: &Token,
    token: &str,
    posted: &Posted<AccountSecuring>,
) -> Result<Response, Failure> {
    rate_limits::count(app, PER_ADDRESS, &posted.origin().network()).await?;
    let hash = app.passwords().hash(posted.body.password.expose()).await?;

    let mut operation = posted.begin(app).await?;
    let alert = store::redeem(&operation, token).await?;
    let user = me::store::find(operation.tx(), alert.user_id).await?.ok_or(ProblemCode::LinkUnknown)?;
    let former = store::former_mfa(operation.tx(), app.secrets(), &alert, operation.now()).await?;
    let user = match store::former_email(operation.tx(), &alert).await? {
        Some(former) => {
            let after = me::store::set_email(&operation, user.id, &former).await?;
            if after.email_canonical != user.email_canonical {
                tell_taken_back(&mut operation, &user, agent).await?;
            }
            after
        }
        None => user,
    };
    me::store::set_password(&operation, user.id, &hash).await?;
    session::store::end_others(&operation, user.id, None).await?;
    tries::forget(&operation, &user.email_canonical).await?;
    browsers::keep_alone(&operation, user.id, browser).await?;
    if let Some(former) = &former {
        mfa::store::put_back(&operation, user.id, former).await?;
    }
    store::end_settled(&operation, &alert).await?;
    // After the others have ended: whoever holds the mailbox, its owner hears of it.
    tell(&mut operation, &user, AlertKind::PasswordReset, agent).await?;
    operation.audit_own(user.id, "account_alerts.secure").await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await
}
