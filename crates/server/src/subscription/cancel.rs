//! `POST /organizations/{org}/subscription/cancel`

use super::{
    get,
    store::{cancelling, rows::Canceller},
};
use crate::{
    access::{OrgAccess, UpdateBilling},
    app::App,
    http::{endpoint::Done, extract::Posted, problem::Failure},
    platform::clock::moment,
};
use axum::extract::State;
use hq_contract::{
    Note, Timestamp,
    subscription::{CancelSubscription, Cancellation},
};

/// Serves [`CancelSubscription`].
pub async fn cancel_subscription(
    State(app): State<App>,
    access: OrgAccess<UpdateBilling>,
    posted: Posted<Cancellation>,
) -> Result<Done<CancelSubscription>, Failure> {
    let operation = access.begin_once(&app, &posted).await?;
    let (organization, user) = (operation.organization.id, operation.caller.id());
    let row = cancelling::running(&operation, organization).await?;
    if row.cancel_at.is_some() {
        return get::finish(operation).await;
    }
    let reason = posted.body.reason.as_ref().map(Note::as_str);
    let end = cancelling::cancel(&operation, &row, Canceller::Organization(reason)).await?;
    let ends_at: Timestamp = moment(end).into();
    let detail = serde_json::json!({"after": {"ends_at": ends_at, "reason": reason}});
    operation.audit_in(organization, user, "subscription.cancel", row.id, detail).await?;
    get::finish(operation).await
}
