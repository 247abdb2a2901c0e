//! `DELETE /session`

use super::store;
use crate::{
    access::Caller,
    app::App,
    http::{
        cookies::{self, Purpose},
        endpoint::Done,
        problem::Failure,
    },
    operation::{Audit, Operation, Origin},
};
use axum::{extract::State, http::HeaderMap};
use hq_contract::{ProblemCode, session::SignOut};

/// Serves [`SignOut`].
pub async fn sign_out(
    State(app): State<App>,
    _: Caller,
    origin: Origin,
    headers: HeaderMap,
) -> Result<Done<SignOut>, Failure> {
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
                actor: Some(user.into()),
                action: "session.sign_out",
                subject: &subject,
                detail,
            })
            .await?;
    }
    let mut response = operation.finish_with(Done::empty()).await?;
    for cleared in app.cookies().clear() {
        cookies::add(response.headers_mut(), &cleared);
    }
    Ok(response)
}
