//! `POST /me/mfa/recovery-codes`

use super::{proof, store};
use crate::{
    access::{Caller, Posted},
    account_alerts,
    app::App,
    operation::Operation,
    problem::Failure,
    user_agent::UserAgent,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{
    account_alerts::AlertKind,
    mfa::{MfaProof, MfaRecoveryCodes},
};

/// Make new recovery codes
///
/// Takes the password and a code: the app's, or a recovery code. The former ones end. Shown this once: asking again, with the
/// same `Idempotency-Key` or not, makes others. A mail tells so, with a link that makes the former ones good again. 409
/// `mfa_off` where there is nothing to recover.
#[utoipa::path(
    post, path = "/me/mfa/recovery-codes", tag = "mfa", request_body = MfaProof,
    responses((status = 201, description = "The recovery codes", body = MfaRecoveryCodes))
)]
pub async fn renew_recovery_codes(
    State(app): State<App>,
    caller: Caller,
    agent: UserAgent,
    posted: Posted<MfaProof>,
) -> Result<Response, Failure> {
    let user = proof::by_password(&app, &caller, &posted.body.password).await?;
    proof::count_code(&app, user.id).await?;
    // Not `posted.begin`: that keeps the answer for a retry, and this one is a secret.
    let mut operation = Operation::begin_as(&app, posted.origin(), &caller).await?;
    proof::lock(&mut operation, &user).await?;
    let mut operation = proof::by_code(operation, user.id, &posted.body.code).await?;
    let former = store::former(&operation, user.id).await?;
    let codes = store::renew_recovery_codes(&operation, user.id).await?;
    let kind = AlertKind::RecoveryCodesRenewed;
    account_alerts::tell_of_mfa(&mut operation, &user, kind, &agent, &former).await?;
    operation.audit_own(user.id, "mfa.renew_recovery_codes").await?;
    let response = operation.finish(StatusCode::CREATED, &codes, None).await?;
    proof::forget_codes(&app, user.id).await?;
    Ok(response)
}
