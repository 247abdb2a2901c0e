//! `POST /me/mfa`

use super::{app_code, proof, store};
use crate::{
    access::{Caller, Posted},
    app::App,
    operation::Operation,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::mfa::{MfaEnrolment, MfaPassword};

/// Begin to set up multi-factor authentication
///
/// A secret for an authenticator app (TOTP, RFC 6238: SHA-1, six digits, 30 seconds). Nothing is asked at sign-in until a
/// code confirms it, within an hour. Asking again in the same session meanwhile shows the same secret, and the hour begins
/// anew; from another session, another secret takes its place. 409 `mfa_on` where it is on,
/// `no_secrets_key` where the server has no key to encrypt the secret with.
#[utoipa::path(
    post, path = "/me/mfa", tag = "mfa", request_body = MfaPassword,
    responses((status = 201, description = "What the app has to know", body = MfaEnrolment))
)]
pub async fn begin_mfa(
    State(app): State<App>,
    caller: Caller,
    posted: Posted<MfaPassword>,
) -> Result<Response, Failure> {
    let user = proof::by_password(&app, &caller, &posted.body.password).await?;
    // Not `posted.begin`: that keeps the answer for a retry, and this one is a secret.
    let mut operation = Operation::begin_as(&app, posted.origin(), &caller).await?;
    proof::lock(&mut operation, &user).await?;
    let secret = store::begin(&operation, &caller).await?;
    operation.audit_own(caller.user, "mfa.begin").await?;
    operation.finish(StatusCode::CREATED, &app_code::enrolment(&secret, &user.email)?, None).await
}
