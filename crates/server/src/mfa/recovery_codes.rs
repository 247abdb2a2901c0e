//! `POST /me/mfa/recovery-codes`

use super::{proof, store};
use crate::{
    access::{Caller, Posted},
    app::App,
    operation::Operation,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::mfa::{MfaPassword, MfaRecoveryCodes};

/// Make new recovery codes
///
/// The former ones end. Shown this once: asking again, with the same `Idempotency-Key` or not, makes others. 409 `mfa_off`
/// where there is nothing to recover.
#[utoipa::path(
    post, path = "/me/mfa/recovery-codes", tag = "mfa", request_body = MfaPassword,
    responses((status = 201, description = "The recovery codes", body = MfaRecoveryCodes))
)]
pub async fn renew_recovery_codes(
    State(app): State<App>,
    caller: Caller,
    posted: Posted<MfaPassword>,
) -> Result<Response, Failure> {
    let user = proof::by_password(&app, &caller, &posted.body).await?;
    // Not `posted.begin`: that keeps the answer for a retry, and this one is a secret.
    let mut operation = Operation::begin_as(&app, posted.origin(), &caller).await?;
    proof::lock(&mut operation, &user).await?;
    store::guard_on(&operation, caller.user).await?;
    let codes = store::renew_recovery_codes(&operation, caller.user).await?;
    operation.audit_own(caller.user, "mfa.renew_recovery_codes").await?;
    operation.finish(StatusCode::CREATED, &codes, None).await
}
