//! `POST /session`

use super::store;
use crate::{
    access::Posted,
    app::App,
    db::entity::user,
    me,
    mfa::{self, store::Judged},
    operation::{Audit, Operation},
    passwords::Fit,
    problem::Failure,
    rate_limits::{self, Limit},
    token::hash,
    user_agent::UserAgent,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{
    ProblemCode,
    mfa::MfaCode,
    session::{Credentials, Session},
};
use uuid::Uuid;

/// Tries against one account; a success begins the count anew.
const PER_ACCOUNT: Limit = Limit { name: "sign_in.account", most: 10, window_seconds: 15 * 60 };
/// Tries from one address, against any account.
const PER_ADDRESS: Limit = Limit { name: "sign_in.address", most: 100, window_seconds: 15 * 60 };

/// Sign in
///
/// Sets the session cookie. A wrong password and an unknown address get the same answer, in the same time. Where the
/// account has multi-factor authentication, the right password alone is answered with 401 `mfa_required`: send the same
/// again with a code of the authenticator app or a recovery code. Each code is good once; a wrong or used one is 401
/// `wrong_code`, with `clock_ahead` where its clock is known to be off.
#[utoipa::path(
    post, path = "/session", tag = "session", request_body = Credentials, security(()),
    responses((status = 201, description = "Signed in; the cookie is set", body = Session))
)]
pub async fn sign_in(
    State(app): State<App>,
    agent: UserAgent,
    posted: Posted<Credentials>,
) -> Result<Response, Failure> {
    let email = posted.body.email.canonical().map_err(|code| Failure::field("/email", code))?;
    let address = &posted.origin().address;
    rate_limits::count(&app, PER_ADDRESS, address).await?;
    rate_limits::count(&app, PER_ACCOUNT, &email).await?;

    let user = me::store::find_by_email(app.db().read(), &email).await?;
    let kept = user.as_ref().map(|user| user.password_hash.as_str());
    let fit = app.passwords().verify(&posted.body.password, kept).await?;
    let Some(user) = user.filter(|_| fit.fits()) else {
        let subject: String = hash(&[&email]).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let operation = Operation::begin(&app, posted.origin()).await?;
        refuse(operation, None, "session.refused", &subject).await?;
        return Err(ProblemCode::WrongCredentials.into());
    };

    if posted.body.code.is_some() {
        mfa::proof::count_code(&app, user.id).await?;
    }
    let renewed = match fit {
        Fit::Unprepared => Some(app.passwords().hash(&posted.body.password).await?),
        Fit::Yes | Fit::No => None,
    };
    let mut operation = posted.begin(&app).await?;
    if let Judged::Wrong(wrong) = ask_code(&operation, &user, posted.body.code.as_ref()).await? {
        drop(operation);
        let operation = Operation::begin(&app, posted.origin()).await?;
        mfa::store::remember_early(&operation, user.id, wrong).await?;
        refuse(operation, Some(user.id), "session.wrong_code", &user.id.to_string()).await?;
        return Err(wrong.refusal().into());
    }
    if let Some(renewed) = &renewed {
        me::store::renew_password(&operation, &user, renewed).await?;
    }
    let session = store::begin(&mut operation, user.id, address, &agent.0).await?;
    let subject = session.to_string();
    let detail = serde_json::json!({});
    operation
        .audit(Audit {
            organization: None,
            actor: Some(user.id),
            action: "session.sign_in",
            subject: &subject,
            detail,
        })
        .await?;
    let answer =
        store::describe(operation.tx(), session, operation.now()).await?.ok_or(ProblemCode::Internal)?;
    let response = operation.finish(StatusCode::CREATED, &answer, None).await?;
    rate_limits::forget(&app, PER_ACCOUNT, &email).await?;
    mfa::proof::forget_codes(&app, user.id).await?;
    Ok(response)
}

/// Locks the account, and where it has multi-factor authentication, uses the code up. A retry with the `Idempotency-Key` of a success never
/// comes here, so that its code may be used up.
///
/// # Errors
/// `mfa_required` where there is none; `wrong_credentials` where the password was changed while it was checked.
async fn ask_code(
    operation: &Operation,
    user: &user::Model,
    code: Option<&MfaCode>,
) -> Result<Judged, Failure> {
    if !me::store::lock_proven(operation, user).await? {
        return Err(ProblemCode::WrongCredentials.into());
    }
    let Some(row) = mfa::store::enabled(operation.tx(), user.id).await? else { return Ok(Judged::Right) };
    let code = code.ok_or(ProblemCode::MfaRequired)?;
    mfa::store::spend(operation, &row, code).await
}

/// A refused try leaves a line; for a wrong password the same for known and unknown addresses.
async fn refuse(
    operation: Operation,
    actor: Option<Uuid>,
    action: &'static str,
    subject: &str,
) -> Result<(), Failure> {
    let detail = serde_json::json!({});
    operation.audit(Audit { organization: None, actor, action, subject, detail }).await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await?;
    Ok(())
}
