//! `POST /email-changes/{token}/confirm`

use super::store;
use crate::{
    access::{Caller, PathParameters, Posted},
    account_alerts,
    app::App,
    me,
    problem::Failure,
    user_agent::UserAgent,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{EmailAddress, Nothing, ProblemCode, account_alerts::AlertKind, me::Me};

/// Change the address
///
/// By the link of the mail, signed in as who asked for it. Links to choose a password, which were mailed to the former address, end;
/// a mail there tells so, with a link that puts it back. 409 `account_exists` where the new address has an account by now.
/// Invitations to the former address stay for that address: one that was not accepted has to be sent to the new one. Those of the
/// new one to organizations that the account belongs to are over. Requests to join stay.
#[utoipa::path(
    post, path = "/email-changes/{token}/confirm", tag = "email-changes",
    params(("token" = String, Path, description = "As it stands in the link")),
    responses((status = 200, description = "The account as it is now", body = Me, headers(("etag" = String, description = "Its version"))))
)]
pub async fn confirm_email_change(
    State(app): State<App>,
    caller: Caller,
    agent: UserAgent,
    PathParameters(token): PathParameters<String>,
    posted: Posted<Nothing>,
) -> Result<Response, Failure> {
    let mut operation = posted.begin_as(&app, &caller).await?;
    me::store::lock_organizations(&operation, caller.user).await?;
    me::store::lock(&operation, caller.user).await?;
    operation.look_again().await?;
    let row = store::find(operation.tx(), &token, Some(caller.user), operation.now()).await?;
    store::redeem(&operation, &row).await?;
    let before = me::store::find(operation.tx(), caller.user).await?.ok_or(ProblemCode::NotSignedIn)?;
    let email = me::store::kept(EmailAddress::parse(&row.email))?;
    let after = me::store::set_email(&operation, caller.user, &email).await?;
    account_alerts::tell(&mut operation, &before, AlertKind::EmailChanged, &agent).await?;
    operation.audit_own(caller.user, "email_changes.confirm").await?;
    let etag = me::store::etag(&after);
    operation.finish(StatusCode::OK, &me::store::present(after)?, Some(etag)).await
}
