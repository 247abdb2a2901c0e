//! `GET /organizations/{org}/subscription`

use super::store::view;
use crate::{
    access::{OrgAccess, ReadBilling},
    app::App,
    http::{endpoint::Done, problem::Failure},
    operation::OrgOperation,
};
use axum::{Json, extract::State};
use hq_contract::{Described, subscription::CurrentSubscription};

/// Serves [`GetSubscription`](hq_contract::subscription::GetSubscription).
pub async fn get_subscription(
    State(app): State<App>,
    access: OrgAccess<ReadBilling>,
) -> Result<Json<CurrentSubscription>, Failure> {
    let (organization, user) = (access.organization.id, access.caller.id());
    Ok(Json(view::current(&app, app.db().read(), organization, user, app.now()).await?))
}

/// Commits, and answers with the subscription as it is then.
///
/// # Errors
/// Where the database fails.
pub async fn finish<P, E: Described<Answer = CurrentSubscription>>(
    operation: OrgOperation<P>,
) -> Result<Done<E>, Failure> {
    let (app, organization, user) =
        (operation.app().clone(), operation.organization.id, operation.caller.id());
    let now = operation.now();
    let current = view::current(&app, operation.tx(), organization, user, now).await?;
    operation.finish_with(Done::new(&current)?).await
}
