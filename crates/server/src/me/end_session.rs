//! `DELETE /me/sessions/{id}`

use crate::{
    access::Caller,
    app::App,
    email_changes,
    http::{
        endpoint::Done,
        extract::{Id, PathParameters},
        problem::Failure,
    },
    operation::{Audit, Operation, Origin},
    session, users,
};
use axum::extract::State;
use hq_contract::{ProblemCode, SessionId, me::EndMySession};

/// Serves [`EndMySession`].
pub async fn end_my_session(
    State(app): State<App>,
    caller: Caller,
    origin: Origin,
    PathParameters(Id { id }): PathParameters<Id<SessionId>>,
) -> Result<Done<EndMySession>, Failure> {
    let mut operation = Operation::begin_as(&app, &origin, &caller).await?;
    users::store::lock(&operation, caller.user).await?;
    operation.look_again().await?;
    if !session::store::end(&operation, caller.user, id).await? {
        return Err(ProblemCode::NotFound.into());
    }
    email_changes::store::cancel_of_session(&operation, caller.user, id).await?;
    let subject = id.to_string();
    let detail = serde_json::json!({});
    operation
        .audit(Audit {
            organization: None,
            actor: Some(caller.user.into()),
            action: "me.end_session",
            subject: &subject,
            detail,
        })
        .await?;
    operation.finish_with(Done::empty()).await
}
