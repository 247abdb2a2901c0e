//! `DELETE /session`

use super::store;
use crate::{
    access::Caller,
    app::App,
    cookies::{self, Purpose},
    operation::{Audit, Operation, Origin},
    problem::Failure,
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use hq_contract::ProblemCode;

/// Sign out
///
/// The session ends on the server, and the cookie is cleared. Where the request carries the cookies of several sessions,
/// all of them end.
#[utoipa::path(delete, path = "/session", tag = "session", responses((status = 204, description = "Signed out")))]
pub async fn sign_out(
    State(app): State<App>,
    _: Caller,
    origin: Origin,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let tokens = app.cookies().read(Purpose::Session, &headers);
    let operation = Operation::begin(&app, &origin).await?;
    let ended = store::end_carried(&operation, &tokens).await?;
    if ended.is_empty() {
        return Err(ProblemCode::NotSignedIn.into());
    }
    for (session, user) in ended {
        let subject = session.to_string();
        let detail = serde_json::json!({});
        operation
            .audit(Audit {
                organization: None,
                actor: Some(user),
                action: "session.sign_out",
                subject: &subject,
                detail,
            })
            .await?;
    }
    let mut response = operation.finish_empty(StatusCode::NO_CONTENT).await?;
    for cleared in app.cookies().clear() {
        cookies::add(&mut response, &cleared);
    }
    Ok(response)
}
