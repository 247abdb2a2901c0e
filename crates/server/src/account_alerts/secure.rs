//! `POST /account-alerts/{token}/secure`

use super::{store, tell, tell_taken_back};
use crate::{
    app::App,
    http::{
        endpoint::Done,
        extract::{PathParameters, Posted},
        problem::Failure,
        user_agent::UserAgent,
    },
    me, mfa,
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
    account_alerts::{AccountSecuring, AlertKind, SecureAccount},
};

/// Hashing costs: no address of the network gets it without end.
const PER_ADDRESS: Limit = Limit { name: "account_alerts.secure", most: 60, window_seconds: 3600 };

/// Serves [`SecureAccount`].
pub async fn secure_account(
    State(app): State<App>,
    agent: UserAgent,
    PathParameters(token): PathParameters<String>,
    posted: Posted<AccountSecuring>,
) -> Result<Done<SecureAccount>, Failure> {
    // A new secret: whoever had the password may have the one that this browser carries.
    let browser = Token::new(app.random().as_ref());
    let mut response = secure(&app, &agent, &browser, &token, &posted).await?;
    browsers::give(&app, &browser, response.headers_mut());
    Ok(response)
}

async fn secure(
    app: &App,
    agent: &UserAgent,
    browser: &Token,
    token: &str,
    posted: &Posted<AccountSecuring>,
) -> Result<Done<SecureAccount>, Failure> {
    rate_limits::count(app, PER_ADDRESS, &posted.origin().network()).await?;
    let hash = app.passwords().hash(posted.body.password.expose()).await?;

    let mut operation = posted.begin(app).await?;
    let alert = store::redeem(&operation, token).await?;
    let user = users::store::find(operation.tx(), alert.user_id).await?.ok_or(ProblemCode::LinkUnknown)?;
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
    operation.finish_with(Done::empty()).await
}
