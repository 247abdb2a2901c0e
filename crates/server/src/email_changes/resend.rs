//! `POST /me/email-change/resend`

use super::{send, store};
use crate::{
    access::Caller,
    app::App,
    http::{endpoint::Done, extract::Posted, problem::Failure, user_agent::UserAgent},
    users,
};
use axum::extract::State;
use hq_contract::{Nothing, ProblemCode, email_changes::ResendEmailChange};

/// Serves [`ResendEmailChange`].
pub async fn resend_email_change(
    State(app): State<App>,
    caller: Caller,
    agent: UserAgent,
    posted: Posted<Nothing>,
) -> Result<Done<ResendEmailChange>, Failure> {
    let user = users::store::find(app.db().read(), caller.user).await?.ok_or(ProblemCode::NotSignedIn)?;
    let mut operation = posted.begin_as(&app, &caller).await?;
    users::store::lock(&operation, user.id).await?;
    operation.look_again().await?;
    let waiting = store::pending(operation.tx(), user.id, operation.now()).await?;
    let waiting = waiting.ok_or(ProblemCode::NotFound)?;
    let (token, row) = store::again(&operation, waiting).await?;
    send::link(&mut operation, &user, &row, &token, &agent).await?;
    operation.audit_own(user.id, "email_changes.resend").await?;
    operation.finish_with(Done::new(&store::present(&row)?)?).await
}
