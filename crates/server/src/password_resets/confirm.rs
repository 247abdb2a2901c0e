//! `POST /password-resets/confirm`

use super::store;
use crate::{
    access::Posted,
    account_alerts,
    app::App,
    me,
    problem::Failure,
    rate_limits::{self, Limit},
    session,
    user_agent::UserAgent,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{ProblemCode, account_alerts::AlertKind, password_resets::PasswordResetConfirmation};

/// Hashing costs: no address of the network gets it without end.
const PER_ADDRESS: Limit = Limit { name: "password_reset.confirm", most: 60, window_seconds: 3600 };

/// Set the new password
///
/// Ends every session of the account; sign in with the new password. A mail tells so, with a link for who
/// did not do it.
#[utoipa::path(
    post, path = "/password-resets/confirm", tag = "password-resets", request_body = PasswordResetConfirmation, security(()),
    responses((status = 204, description = "The password is set"))
)]
pub async fn confirm_password_reset(
    State(app): State<App>,
    agent: UserAgent,
    posted: Posted<PasswordResetConfirmation>,
) -> Result<Response, Failure> {
    rate_limits::count(&app, PER_ADDRESS, &posted.origin().network()).await?;
    let hash = app.passwords().hash(posted.body.password.expose()).await?;

    let mut operation = posted.begin(&app).await?;
    let id = store::redeem(&operation, &posted.body.token).await?;
    let user = me::store::find(operation.tx(), id).await?.ok_or(ProblemCode::LinkUnknown)?;
    me::store::set_password(&operation, id, &hash).await?;
    session::store::end_others(&operation, id, None).await?;
    account_alerts::tell(&mut operation, &user, AlertKind::PasswordReset, &agent).await?;
    operation.audit_own(id, "password_resets.confirm").await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await
}
