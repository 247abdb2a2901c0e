//! `POST /me/mfa/recovery-codes`

use super::{proof, store};
use crate::{
    access::Caller,
    account_alerts,
    app::App,
    http::{endpoint::Done, extract::Posted, problem::Failure, user_agent::UserAgent},
    operation::Operation,
};
use axum::extract::State;
use hq_contract::{
    account_alerts::AlertKind,
    mfa::{MfaProof, RenewRecoveryCodes},
};

/// Serves [`RenewRecoveryCodes`].
pub async fn renew_recovery_codes(
    State(app): State<App>,
    caller: Caller,
    agent: UserAgent,
    posted: Posted<MfaProof>,
) -> Result<Done<RenewRecoveryCodes>, Failure> {
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
    let response = operation.finish_with(Done::new(&codes)?).await?;
    proof::forget_codes(&app, user.id).await;
    Ok(response)
}
