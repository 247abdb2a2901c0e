//! `POST /password-resets`

use super::store;
use crate::{
    app::App,
    http::{endpoint::Done, extract::Posted, problem::Failure, user_agent::UserAgent},
    mail::smtputf8,
    platform::rate_limits::{self, Limit},
};
use axum::extract::State;
use hq_contract::password_resets::{NewPasswordReset, RequestPasswordReset};

/// Mails to one address.
const PER_EMAIL: Limit = Limit { name: "password_reset.email", most: 5, window_seconds: 3600 };
/// Requests from one address of the network.
const PER_ADDRESS: Limit = Limit { name: "password_reset.address", most: 60, window_seconds: 3600 };

/// Serves [`RequestPasswordReset`].
pub async fn request_password_reset(
    State(app): State<App>,
    agent: UserAgent,
    posted: Posted<NewPasswordReset>,
) -> Result<Done<RequestPasswordReset>, Failure> {
    let canonical = posted.body.email.canonical().map_err(|code| Failure::field("/email", code))?;
    smtputf8::check(&app, &posted.body.email)?;
    rate_limits::count(&app, PER_ADDRESS, &posted.origin().network()).await?;
    rate_limits::count_untold(&app, PER_EMAIL, &canonical).await?;
    let operation = posted.begin(&app).await?;
    store::ask(&operation, &canonical, &agent.0).await?;
    let answer = operation.finish_with(Done::empty()).await?;
    app.reset_asked().notify_one();
    Ok(answer)
}
