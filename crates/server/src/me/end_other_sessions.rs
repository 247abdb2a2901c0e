//! `DELETE /me/sessions`

use crate::{
    access::Caller,
    app::App,
    me,
    operation::{Audit, Operation, Origin},
    problem::Failure,
    session,
};
use axum::{extract::State, http::StatusCode, response::Response};

/// Sign every other browser out
///
/// All sessions of the person end but the one that asks.
#[utoipa::path(
    delete, path = "/me/sessions", tag = "me",
    responses((status = 204, description = "Every other session has ended"))
)]
pub async fn end_other_sessions(
    State(app): State<App>,
    caller: Caller,
    origin: Origin,
) -> Result<Response, Failure> {
    let mut operation = Operation::begin_as(&app, &origin, &caller).await?;
    me::store::lock(&operation, caller.user).await?;
    operation.look_again().await?;
    session::store::end_others(&operation, caller.user, Some(caller.session)).await?;
    let subject = caller.user.to_string();
    let detail = serde_json::json!({});
    operation
        .audit(Audit {
            organization: None,
            actor: Some(caller.user),
            action: "me.end_other_sessions",
            subject: &subject,
            detail,
        })
        .await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await
}
