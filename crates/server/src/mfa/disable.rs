//! `POST /me/mfa/disable`

use super::{proof, store};
use crate::{
    access::Caller,
    account_alerts,
    app::App,
    http::{endpoint::Done, extract::Posted, problem::Failure, user_agent::UserAgent},
};
use axum::extract::State;
use hq_contract::{
    account_alerts::AlertKind,
    mfa::{DisableMfa, MfaProof},
};

/// Serves [`DisableMfa`].
pub async fn disable_mfa(
    State(app): State<App>,
    caller: Caller,
    agent: UserAgent,
    posted: Posted<MfaProof>,
) -> Result<Done<DisableMfa>, Failure> {
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
    let response = operation.finish_with(Done::new(&off)?).await?;
    proof::forget_codes(&app, user.id).await;
    Ok(response)
}
