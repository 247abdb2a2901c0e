//! `POST /organizations`

use super::store;
use crate::{
    access::Caller,
    app::App,
    http::{endpoint::Done, extract::Posted, problem::Failure},
    operation::Audit,
    platform::rate_limits::{self, Limit},
};
use axum::extract::State;
use hq_contract::{
    Permission, Role,
    organizations::{CreateOrganization, NewOrganization},
};

/// Organizations of one person a day.
const PER_PERSON: Limit = Limit { name: "organizations.create", most: 20, window_seconds: 24 * 3600 };

/// Serves [`CreateOrganization`].
pub async fn create_organization(
    State(app): State<App>,
    caller: Caller,
    posted: Posted<NewOrganization>,
) -> Result<Done<CreateOrganization>, Failure> {
    let operation = posted.begin_as(&app, &caller).await?;
    // The count's row is a lock too: two at once are counted one after the other.
    rate_limits::take(&operation, PER_PERSON, &caller.user.to_string(), 1).await?;
    store::guard_place(&operation, caller.user).await?;
    let created = store::create(&operation, caller.user, &posted.body).await?;
    let subject = created.id.to_string();
    let detail = serde_json::json!({"after": {"name": created.name, "slug": created.slug}});
    let audit = Audit {
        organization: Some(created.id),
        actor: Some(caller.user.into()),
        action: "organizations.create",
        subject: &subject,
        detail,
    };
    operation.audit(audit).await?;
    let etag = store::etag(&created);
    operation
        .finish_with(Done::versioned(&store::present(created, Role::Admin, Permission::ALL.to_vec())?, etag)?)
        .await
}
