//! `POST /organizations/{org}/subscription/cancel`

use super::{
    get,
    store::{cancelling, rows::Canceller},
};
use crate::{
    access::{OrgAccess, Posted, UpdateBilling},
    app::App,
    clock::moment,
    problem::Failure,
};
use axum::{extract::State, response::Response};
use hq_contract::{
    Note, Timestamp,
    subscription::{Cancellation, CurrentSubscription},
};

/// Cancel the subscription
///
/// It runs to the end of what is paid, and can be reactivated until then. What exists stays after it, and goes on to cost what is
/// used, without what the plan included; nothing more that costs can be ordered. A change that was to come no longer is. 409
/// `no_subscription` where there is none.
#[utoipa::path(
    post, path = "/organizations/{org}/subscription/cancel", tag = "subscription", request_body = Cancellation,
    params(("org" = String, Path, description = "Id or slug")),
    responses((status = 200, description = "The subscription as it is now", body = CurrentSubscription))
)]
pub async fn cancel_subscription(
    State(app): State<App>,
    access: OrgAccess<UpdateBilling>,
    posted: Posted<Cancellation>,
) -> Result<Response, Failure> {
    let operation = access.begin_once(&app, &posted).await?;
    let (organization, user) = (operation.organization.id, operation.caller.user);
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
