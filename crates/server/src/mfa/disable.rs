//! `POST /me/mfa/disable`

use super::{proof, store};
use crate::{
    access::{Caller, Posted},
    account_alerts,
    app::App,
    problem::Failure,
    user_agent::UserAgent,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{
    account_alerts::AlertKind,
    mfa::{Mfa, MfaProof},
};

/// Switch multi-factor authentication off
///
/// Takes the password and a code: the app's, or a recovery code, which is used up. The secret and the recovery codes are
/// deleted. A mail tells so, with a link that switches it on again as it was. Organizations that force it answer 403
/// `mfa_missing` from then on. 409 `mfa_off` where it is off.
#[utoipa::path(
    post, path = "/me/mfa/disable", tag = "mfa", request_body = MfaProof,
    responses((status = 200, description = "Off", body = Mfa))
)]
pub async fn disable_mfa(
    State(app): State<App>,
    caller: Caller,
    agent: UserAgent,
    posted: Posted<MfaProof>,
) -> Result<Response, Failure> {
    let user = proof::by_password(&app, &caller, &posted.body.password).await?;
    proof::count_code(&app, user.id).await?;
    let mut operation = posted.begin_as(&app, &caller).await?;
    proof::lock(&mut operation, &user).await?;
    let mut operation = proof::by_code(operation, user.id, &posted.body.code).await?;
    let former = store::former(&operation, user.id).await?;
    store::disable(&operation, user.id).await?;
    account_alerts::tell_of_mfa(&mut operation, &user, AlertKind::MfaDisabled, &agent, &former).await?;
    operation.audit_own(user.id, "mfa.disable").await?;
    let off = store::state(operation.tx(), user.id).await?;
    let response = operation.finish(StatusCode::OK, &off, None).await?;
    proof::forget_codes(&app, user.id).await?;
    Ok(response)
}
