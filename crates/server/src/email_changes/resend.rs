//! `POST /me/email-change/resend`

use super::{send, store};
use crate::{
    access::{Caller, Posted},
    app::App,
    me,
    problem::Failure,
    user_agent::UserAgent,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{Nothing, ProblemCode, email_changes::EmailChange};

/// Send another link to the new address
///
/// Earlier ones end; it works as long as the first one would have. 404 where nothing is under way.
#[utoipa::path(
    post, path = "/me/email-change/resend", tag = "email-changes",
    responses((status = 202, description = "Another mail is on its way", body = EmailChange))
)]
pub async fn resend_email_change(
    State(app): State<App>,
    caller: Caller,
    agent: UserAgent,
    posted: Posted<Nothing>,
) -> Result<Response, Failure> {
    let user = me::store::find(app.db().read(), caller.user).await?.ok_or(ProblemCode::NotSignedIn)?;
    let mut operation = posted.begin_as(&app, &caller).await?;
    me::store::lock(&operation, user.id).await?;
    operation.look_again().await?;
    let waiting = store::pending(operation.tx(), user.id, operation.now()).await?;
    let waiting = waiting.ok_or(ProblemCode::NotFound)?;
    let (token, row) = store::again(&operation, waiting).await?;
    send::link(&mut operation, &user, &row, &token, &agent).await?;
    operation.audit_own(user.id, "email_changes.resend").await?;
    operation.finish(StatusCode::ACCEPTED, &store::present(&row)?, None).await
}
