//! `GET /organizations/{org}/subscription`

use super::store::view;
use crate::{
    access::{OrgAccess, OrgOperation, ReadBilling},
    app::App,
    problem::Failure,
};
use axum::{Json, extract::State, http::StatusCode, response::Response};
use hq_contract::subscription::CurrentSubscription;

/// Read the subscription
///
/// What is subscribed to, what that includes and how much of it is used in this period, who pays, and what vouchers still give. With
/// `billing` false where the operator sells no plans.
#[utoipa::path(
    get, path = "/organizations/{org}/subscription", tag = "subscription",
    params(("org" = String, Path, description = "Id or slug")),
    responses((status = 200, description = "The subscription, if there is one", body = CurrentSubscription))
)]
pub async fn get_subscription(
    State(app): State<App>,
    access: OrgAccess<ReadBilling>,
) -> Result<Json<CurrentSubscription>, Failure> {
    let (organization, user) = (access.organization.id, access.caller.user);
    Ok(Json(view::current(&app, app.db().read(), organization, user, app.now()).await?))
}

/// Commits, and answers with the subscription as it is then.
///
/// # Errors
/// Where the database fails.
pub async fn finish<P>(operation: OrgOperation<P>) -> Result<Response, Failure> {
    let (app, organization, user) =
        (operation.app().clone(), operation.organization.id, operation.caller.user);
    let now = operation.now();
    let current = view::current(&app, operation.tx(), organization, user, now).await?;
    operation.finish(StatusCode::OK, &current, None).await
}
