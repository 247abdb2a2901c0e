//! `POST /organizations/{org}/subscription/cancel`

use super::{
    get,
    store::{self, due, rows},
};
use crate::{
    access::{OrgAccess, Posted, UpdateBilling},
    app::App,
    billing::{micros, millis},
    clock::moment,
    problem::Failure,
};
use axum::{extract::State, response::Response};
use hq_contract::{
    Note, ProblemCode, Timestamp,
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
    let row = store::living(operation.tx(), organization).await?.ok_or(ProblemCode::NoSubscription)?;
    let row = due::take_effect(&operation, row).await?;
    if row.ended_at.is_some() {
        return Err(ProblemCode::NoSubscription.into());
    }
    if row.cancel_at.is_some() {
        return get::finish(operation).await;
    }
    let pure = store::read(operation.tx(), &row).await?;
    let now = store::in_force(&pure, millis(operation.now()));
    let mut end = pure.cancels_at(now).map_err(|error| Failure::internal(&error))?;
    if micros(end) < row.next_run_at {
        // A bill was quicker, by a clock that is ahead: what it asked for is paid.
        end = pure.cancels_at(millis(row.next_run_at) - 1).map_err(|error| Failure::internal(&error))?;
    }
    rows::withdraw(&operation, row.id, micros(now) + 1).await?;
    let reason = posted.body.reason.as_ref().map(Note::as_str);
    rows::cancel(&operation, &row, micros(end), reason).await?;
    let ends_at: Timestamp = moment(micros(end)).into();
    let detail = serde_json::json!({"after": {"ends_at": ends_at, "reason": reason}});
    operation.audit_in(organization, user, "subscription.cancel", row.id, detail).await?;
    get::finish(operation).await
}
