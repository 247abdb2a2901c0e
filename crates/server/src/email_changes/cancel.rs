//! `DELETE /me/email-change`

use super::store;
use crate::{
    access::Caller,
    app::App,
    http::{endpoint::Done, problem::Failure},
    operation::{Operation, Origin},
    users,
};
use axum::extract::State;
use hq_contract::email_changes::CancelEmailChange;

/// Serves [`CancelEmailChange`].
pub async fn cancel_email_change(
    State(app): State<App>,
    caller: Caller,
    origin: Origin,
) -> Result<Done<CancelEmailChange>, Failure> {
    let mut operation = Operation::begin_as(&app, &origin, &caller).await?;
    users::store::lock(&operation, caller.user).await?;
    operation.look_again().await?;
    if store::cancel(&operation, caller.user).await? {
        operation.audit_own(caller.user, "email_changes.cancel").await?;
    }
    operation.finish_with(Done::empty()).await
}
