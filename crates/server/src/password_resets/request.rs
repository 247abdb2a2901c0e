//! `POST /password-resets`

use super::store;
use crate::{
    access::Posted,
    app::App,
    mail::smtputf8,
    problem::Failure,
    rate_limits::{self, Limit},
    user_agent::UserAgent,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::password_resets::NewPasswordReset;

/// Mails to one address.
const PER_EMAIL: Limit = Limit { name: "password_reset.email", most: 5, window_seconds: 3600 };
/// Requests from one address of the network.
const PER_ADDRESS: Limit = Limit { name: "password_reset.address", most: 60, window_seconds: 3600 };

/// Ask for a new password
///
/// Always 202; a mail goes out where there is an account. Whose address it is is looked up after the answer, so that the
/// answer takes as long for any.
/// Only an address to which HQ's mail server cannot write is 422
/// (`unsupported_address`), whether it has an account or not.
#[utoipa::path(
    post, path = "/password-resets", tag = "password-resets", request_body = NewPasswordReset, security(()),
    responses((status = 202, description = "A mail is on its way, if there is an account"))
)]
pub async fn request_password_reset(
    State(app): State<App>,
    agent: UserAgent,
    posted: Posted<NewPasswordReset>,
) -> Result<Response, Failure> {
    let canonical = posted.body.email.canonical().map_err(|code| Failure::field("/email", code))?;
    smtputf8::check(&app, &posted.body.email)?;
    rate_limits::count(&app, PER_ADDRESS, &posted.origin().network()).await?;
    rate_limits::count(&app, PER_EMAIL, &canonical).await?;
    let operation = posted.begin(&app).await?;
    store::ask(&operation, &canonical, &agent.0).await?;
    let answer = operation.finish_empty(StatusCode::ACCEPTED).await?;
    app.reset_asked().notify_one();
    Ok(answer)
}
