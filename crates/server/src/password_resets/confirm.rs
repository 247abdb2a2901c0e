//! `POST /password-resets/confirm`

use super::store;
use crate::{
    access::Posted,
    app::App,
    mail::{letters::Letter, outbox},
    me,
    problem::Failure,
    rate_limits::{self, Limit},
    session,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{ProblemCode, console_paths::ConsolePath, password_resets::PasswordResetConfirmation};
use hq_text::{Language, Texts};

/// Hashing costs: no address of the network gets it without end.
const PER_ADDRESS: Limit = Limit { name: "password_reset.confirm", most: 60, window_seconds: 3600 };

/// Set the new password
///
/// Ends every session of the account; sign in with the new password.
#[utoipa::path(
    post, path = "/password-resets/confirm", tag = "password-resets", request_body = PasswordResetConfirmation, security(()),
    responses((status = 204, description = "The password is set"))
)]
pub async fn confirm_password_reset(
    State(app): State<App>,
    posted: Posted<PasswordResetConfirmation>,
) -> Result<Response, Failure> {
    rate_limits::count(&app, PER_ADDRESS, &posted.origin().network()).await?;
    let hash = app.passwords().hash(posted.body.password.expose()).await?;

    let mut operation = posted.begin(&app).await?;
    let id = store::redeem(&operation, &posted.body.token).await?;
    let user = me::store::find(operation.tx(), id).await?.ok_or(ProblemCode::LinkUnknown)?;
    me::store::set_password(&operation, id, &hash).await?;
    session::store::end_others(&operation, id, None).await?;
    let texts = Texts::of(Language::from_tag(&user.language).unwrap_or_default());
    let first_name = user.full_name.split(' ').next().unwrap_or_default();
    let letter = Letter { texts: &texts, public_url: &app.settings().public_url, first_name };
    let letter = letter.password_changed(app.link(ConsolePath::ResetPassword));
    outbox::queue(&mut operation, &user.email, &letter).await?;
    operation.audit_own(id, "password_resets.confirm").await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await
}
