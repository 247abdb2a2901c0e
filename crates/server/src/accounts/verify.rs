//! `POST /accounts/verify`

use super::store;
use crate::{access::Posted, app::App, problem::Failure, session, user_agent::UserAgent};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{ProblemCode, accounts::Verification, session::Session};

/// Verify the address
///
/// The account begins, and this browser is signed in.
#[utoipa::path(
    post, path = "/accounts/verify", tag = "accounts", request_body = Verification, security(()),
    responses((status = 201, description = "The account has begun; the cookie is set", body = Session))
)]
pub async fn verify(
    State(app): State<App>,
    agent: UserAgent,
    posted: Posted<Verification>,
) -> Result<Response, Failure> {
    let mut operation = posted.begin(&app).await?;
    let sign_up = store::redeem(&operation, &posted.body.token).await?;
    let user = store::create(&operation, sign_up).await?;
    let session = session::store::begin(&mut operation, user.id, &posted.origin().address, &agent.0).await?;
    operation.audit_own(user.id, "accounts.verify").await?;
    let answer = session::store::describe(operation.tx(), session, operation.now())
        .await?
        .ok_or(ProblemCode::Internal)?;
    operation.finish(StatusCode::CREATED, &answer, None).await
}
