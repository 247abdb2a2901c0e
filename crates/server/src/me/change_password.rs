//! `PUT /me/password`

use super::store;
use crate::{
    access::{Body, Caller},
    app::App,
    operation::{Operation, Origin},
    problem::Failure,
    rate_limits::{self, Limit},
    session,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{FieldCode, ProblemCode, me::PasswordChange};

/// Guesses at the current password from inside a session.
const PER_ACCOUNT: Limit = Limit { name: "change_password", most: 10, window_seconds: 15 * 60 };

/// Change the password
///
/// Every other session of the account ends.
#[utoipa::path(
    put, path = "/me/password", tag = "me", request_body = PasswordChange,
    responses((status = 204, description = "Changed"))
)]
pub async fn change_password(
    State(app): State<App>,
    caller: Caller,
    origin: Origin,
    Body(change): Body<PasswordChange>,
) -> Result<Response, Failure> {
    let limited = caller.user.to_string();
    rate_limits::count(&app, PER_ACCOUNT, &limited).await?;
    let user = store::find(app.db().read(), caller.user).await?.ok_or(ProblemCode::NotSignedIn)?;
    if !app.passwords().verify(&change.current, Some(&user.password_hash)).await?.fits() {
        return Err(Failure::field("/current", FieldCode::WrongPassword));
    }
    let hash = app.passwords().hash(change.new.expose()).await?;

    let mut operation = Operation::begin_as(&app, &origin, &caller).await?;
    let same = store::lock_proven(&operation, &user).await?;
    operation.look_again().await?;
    if !same {
        return Err(Failure::field("/current", FieldCode::WrongPassword));
    }
    store::set_password(&operation, caller.user, &hash).await?;
    session::store::end_others(&operation, caller.user, Some(caller.session)).await?;
    operation.audit_own(caller.user, "me.change_password").await?;
    let response = operation.finish_empty(StatusCode::NO_CONTENT).await?;
    rate_limits::forget(&app, PER_ACCOUNT, &limited).await?;
    Ok(response)
}
