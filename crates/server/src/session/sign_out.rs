//! `DELETE /session`

use super::{cookie, store};
use crate::{
    access::Caller,
    app::App,
    operation::{Audit, Operation, Origin},
    problem::Failure,
};
use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use hq_contract::ProblemCode;

/// Sign out
///
/// The session ends on the server, and the cookie is cleared.
#[utoipa::path(delete, path = "/session", tag = "session", responses((status = 204, description = "Signed out")))]
pub async fn sign_out(State(app): State<App>, caller: Caller, origin: Origin) -> Result<Response, Failure> {
    let operation = Operation::begin(&app, &origin).await?;
    if !store::end(&operation, caller.user, caller.session).await? {
        return Err(ProblemCode::NotSignedIn.into());
    }
    let subject = caller.session.to_string();
    let detail = serde_json::json!({});
    operation
        .audit(Audit {
            organization: None,
            actor: Some(caller.user),
            action: "session.sign_out",
            subject: &subject,
            detail,
        })
        .await?;
    let mut response = operation.finish_empty(StatusCode::NO_CONTENT).await?;
    if let Ok(cleared) = HeaderValue::from_str(&cookie::clear(app.settings())) {
        response.headers_mut().append(header::SET_COOKIE, cleared);
    }
    Ok(response)
}
