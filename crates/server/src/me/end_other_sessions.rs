//! `DELETE /me/sessions`

use crate::{
    access::Caller,
    app::App,
    http::{endpoint::Done, problem::Failure},
    operation::{Audit, Operation, Origin},
    session, users,
};
use axum::extract::State;
use hq_contract::me::EndOtherSessions;

/// Serves [`EndOtherSessions`].
pub async fn end_other_sessions(
    State(app): State<App>,
    caller: Caller,
    origin: Origin,
) -> Result<Done<EndOtherSessions>, Failure> {
    let mut operation = Operation::begin_as(&app, &origin, &caller).await?;
    users::store::lock(&operation, caller.user).await?;
    operation.look_again().await?;
    session::store::end_others(&operation, caller.user, Some(caller.session)).await?;
    let subject = caller.user.to_string();
    let detail = serde_json::json!({});
    operation
        .audit(Audit {
            organization: None,
            actor: Some(caller.user.into()),
            action: "me.end_other_sessions",
            subject: &subject,
            detail,
        })
        .await?;
    operation.finish_with(Done::empty()).await
}
