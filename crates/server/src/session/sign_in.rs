//! `POST /session`

use super::store;
use crate::{
    access::Posted,
    app::App,
    me,
    operation::Audit,
    problem::Failure,
    rate_limits::{self, Limit},
    token::hash,
    user_agent::UserAgent,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{
    ProblemCode,
    session::{Credentials, Session},
};

/// Tries against one account; a success begins the count anew.
const PER_ACCOUNT: Limit = Limit { name: "sign_in.account", most: 10, window_seconds: 15 * 60 };
/// Tries from one address, against any account.
const PER_ADDRESS: Limit = Limit { name: "sign_in.address", most: 100, window_seconds: 15 * 60 };

/// Sign in
///
/// Sets the session cookie. A wrong password and an unknown address get the same answer, in the same time.
#[utoipa::path(
    post, path = "/session", tag = "session", request_body = Credentials, security(()),
    responses((status = 201, description = "Signed in; the cookie is set", body = Session))
)]
pub async fn sign_in(
    State(app): State<App>,
    agent: UserAgent,
    posted: Posted<Credentials>,
) -> Result<Response, Failure> {
    let email = posted.body.email.canonical();
    let address = &posted.origin().address;
    rate_limits::count(&app, PER_ADDRESS, address).await?;
    rate_limits::count(&app, PER_ACCOUNT, &email).await?;

    let user = me::store::find_by_email(app.db().read(), &email).await?;
    let kept = user.as_ref().map(|user| user.password_hash.as_str());
    let fits = app.passwords().verify(&posted.body.password, kept).await?;
    let Some(user) = user.filter(|_| fits) else {
        refuse(&app, &posted, &email).await?;
        return Err(ProblemCode::WrongCredentials.into());
    };

    let mut operation = posted.begin(&app, None).await?;
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
    Ok(response)
}

/// A refused try leaves a line, the same for known and unknown addresses.
async fn refuse(app: &App, posted: &Posted<Credentials>, email: &str) -> Result<(), Failure> {
    let operation = crate::operation::Operation::begin(app, posted.origin()).await?;
    let subject: String = hash(&[email]).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let detail = serde_json::json!({});
    operation
        .audit(Audit {
            organization: None,
            actor: None,
            action: "session.refused",
            subject: &subject,
            detail,
        })
        .await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await?;
    Ok(())
}
