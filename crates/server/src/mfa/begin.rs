//! `POST /me/mfa`

use super::{app_code, proof, store};
use crate::{
    access::Caller,
    app::App,
    http::{endpoint::Done, extract::Posted, problem::Failure},
    operation::Operation,
};
use axum::extract::State;
use hq_contract::mfa::{BeginMfa, MfaPassword};

/// Serves [`BeginMfa`].
pub async fn begin_mfa(
    State(app): State<App>,
    caller: Caller,
    posted: Posted<MfaPassword>,
) -> Result<Done<BeginMfa>, Failure> {
    let user = proof::by_password(&app, &caller, &posted.body.password).await?;
    // Not `posted.begin`: that keeps the answer for a retry, and this one is a secret.
    let mut operation = Operation::begin_as(&app, posted.origin(), &caller).await?;
    proof::lock(&mut operation, &user).await?;
    let secret = store::begin(&operation, &caller).await?;
    operation.audit_own(caller.user, "mfa.begin").await?;
    operation.finish_with(Done::new(&app_code::enrolment(&secret, &user.email)?)?).await
}
