//! `DELETE /me/email-change`

use super::store;
use crate::{
    access::Caller,
    app::App,
    me,
    operation::{Operation, Origin},
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};

/// Cancel the change of my address
///
/// Its links end. Where nothing is under way, nothing changes.
#[utoipa::path(
    delete, path = "/me/email-change", tag = "email-changes",
    responses((status = 204, description = "Nothing is under way any more"))
)]
pub async fn cancel_email_change(
    State(app): State<App>,
    caller: Caller,
    origin: Origin,
) -> Result<Response, Failure> {
    let mut operation = Operation::begin_as(&app, &origin, &caller).await?;
    me::store::lock(&operation, caller.user).await?;
    operation.look_again().await?;
    if store::cancel(&operation, caller.user).await? {
        operation.audit_own(caller.user, "email_changes.cancel").await?;
    }
    operation.finish_empty(StatusCode::NO_CONTENT).await
}
