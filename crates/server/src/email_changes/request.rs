//! `POST /me/email-change`

use super::{send, store};
use crate::{
    access::Caller,
    account_alerts,
    app::App,
    http::{endpoint::Done, extract::Posted, problem::Failure, user_agent::UserAgent},
    mail::smtputf8,
    mfa::proof,
};
use axum::extract::State;
use hq_contract::{
    FieldCode,
    account_alerts::AlertKind,
    email_changes::{NewEmailChange, RequestEmailChange},
};

/// Serves [`RequestEmailChange`].
pub async fn request_email_change(
    State(app): State<App>,
    caller: Caller,
    agent: UserAgent,
    posted: Posted<NewEmailChange>,
) -> Result<Done<RequestEmailChange>, Failure> {
    let new = &posted.body;
    let canonical = new.email.canonical().map_err(|code| Failure::field("/email", code))?;
    smtputf8::check(&app, &new.email)?;
    let user = proof::by_password(&app, &caller, &new.password).await?;
    if canonical == user.email_canonical {
        return Err(Failure::field("/email", FieldCode::SameAddress));
    }
    if new.code.is_some() {
        proof::count_code(&app, user.id).await?;
    }
    let mut operation = posted.begin_as(&app, &caller).await?;
    proof::lock(&mut operation, &user).await?;
    let mut operation = proof::by_code_if_on(operation, user.id, new.code.as_ref()).await?;
    let (token, row) = store::begin(&operation, &caller, &new.email).await?;
    send::link(&mut operation, &user, &row, &token, &agent).await?;
    account_alerts::tell(&mut operation, &user, AlertKind::EmailChangeAsked, &agent).await?;
    operation.audit_own(user.id, "email_changes.request").await?;
    let response = operation.finish_with(Done::new(&store::present(&row)?)?).await?;
    if new.code.is_some() {
        proof::forget_codes(&app, user.id).await;
    }
    Ok(response)
}
