//! `POST /email-changes/{token}/confirm`

use super::store;
use crate::{
    access::Caller,
    account_alerts,
    app::App,
    http::{
        endpoint::Done,
        extract::{PathParameters, Posted},
        problem::Failure,
        user_agent::UserAgent,
    },
    me, users,
};
use axum::extract::State;
use hq_contract::{Nothing, ProblemCode, account_alerts::AlertKind, email_changes::ConfirmEmailChange};

/// Serves [`ConfirmEmailChange`].
pub async fn confirm_email_change(
    State(app): State<App>,
    caller: Caller,
    agent: UserAgent,
    PathParameters(token): PathParameters<String>,
    posted: Posted<Nothing>,
) -> Result<Done<ConfirmEmailChange>, Failure> {
    let mut operation = posted.begin_as(&app, &caller).await?;
    me::store::lock_organizations(&operation, caller.user).await?;
    users::store::lock(&operation, caller.user).await?;
    operation.look_again().await?;
    let row = store::find(operation.tx(), &token, Some(caller.user), operation.now()).await?;
    store::redeem(&operation, &row).await?;
    let before = users::store::find(operation.tx(), caller.user).await?.ok_or(ProblemCode::NotSignedIn)?;
    let email = row.email.clone();
    let after = me::store::set_email(&operation, caller.user, &email).await?;
    account_alerts::tell(&mut operation, &before, AlertKind::EmailChanged, &agent).await?;
    operation.audit_own(caller.user, "email_changes.confirm").await?;
    let etag = users::store::etag(&after);
    operation.finish_with(Done::versioned(&users::store::present(after)?, etag)?).await
}
