//! `POST /organizations`

use super::store;
use crate::{
    access::{Caller, Posted},
    app::App,
    operation::Audit,
    problem::Failure,
    rate_limits::{self, Limit},
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{
    Role,
    organizations::{NewOrganization, Organization},
};

/// Organizations of one person a day.
const PER_PERSON: Limit = Limit { name: "organizations.create", most: 20, window_seconds: 24 * 3600 };

/// Create an organization
///
/// The caller becomes its admin. One person creates 20 a day at most (429), and 100 that are not deleted (409
/// `too_many_organizations`). Without a `slug` it gets one like its name; where the name has no Latin letter there is
/// none, and the answer is 422 with `required` at `/slug`.
#[utoipa::path(
    post, path = "/organizations", tag = "organizations", request_body = NewOrganization,
    responses((status = 201, description = "The organization", body = Organization, headers(("etag" = String, description = "Its version"))))
)]
pub async fn create_organization(
    State(app): State<App>,
    caller: Caller,
    posted: Posted<NewOrganization>,
) -> Result<Response, Failure> {
    let operation = posted.begin_as(&app, &caller).await?;
    // The count's row is a lock too: two at once are counted one after the other.
    rate_limits::take(&operation, PER_PERSON, &caller.user.to_string(), 1).await?;
    store::guard_place(&operation, caller.user).await?;
    let created = store::create(&operation, caller.user, &posted.body).await?;
    let subject = created.id.to_string();
    let detail = serde_json::json!({"after": {"name": created.name, "slug": created.slug}});
    let audit = Audit {
        organization: Some(created.id),
        actor: Some(caller.user),
        action: "organizations.create",
        subject: &subject,
        detail,
    };
    operation.audit(audit).await?;
    let etag = store::etag(&created);
    operation.finish(StatusCode::CREATED, &store::present(created, Role::Admin, &[])?, Some(etag)).await
}
