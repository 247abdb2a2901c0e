//! `POST /me/mfa/disable`

use super::{proof, store};
use crate::{
    access::{Caller, Posted},
    app::App,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{
    ProblemCode,
    mfa::{Mfa, MfaPassword},
};

/// Switch multi-factor authentication off
///
/// The secret and the recovery codes are deleted. Organizations that force it answer 403 `mfa_missing` from then on. 409
/// `mfa_off` where it is off.
#[utoipa::path(
    post, path = "/me/mfa/disable", tag = "mfa", request_body = MfaPassword,
    responses((status = 200, description = "Off", body = Mfa))
)]
pub async fn disable_mfa(
    State(app): State<App>,
    caller: Caller,
    posted: Posted<MfaPassword>,
) -> Result<Response, Failure> {
    let user = proof::by_password(&app, &caller, &posted.body).await?;
    let mut operation = posted.begin_as(&app, &caller).await?;
    proof::lock(&mut operation, &user).await?;
    if !store::disable(&operation, caller.user).await? {
        return Err(ProblemCode::MfaOff.into());
    }
    operation.audit_own(caller.user, "mfa.disable").await?;
    let off = store::state(operation.tx(), caller.user).await?;
    operation.finish(StatusCode::OK, &off, None).await
}
