//! `POST /organizations/{org}/api-keys/{id}/rotate`

use super::{
    ends::{HOUR, end},
    issue::{issue, issue_again},
    secret::Secret,
    store::{self, Retry},
};
use crate::{
    access::{ByPerson, ManageApiKeys, OrgAccess},
    app::App,
    http::{
        endpoint::Done,
        extract::{Id, PathParameters, Posted},
        problem::Failure,
    },
};
use axum::extract::State;
use hq_contract::{
    ApiKeyId, FieldCode,
    api_keys::{MAX_OVERLAP_HOURS, NewSecret, RotateApiKey},
};

/// Serves [`RotateApiKey`].
pub async fn rotate_api_key(
    State(app): State<App>,
    access: OrgAccess<ByPerson<ManageApiKeys>>,
    PathParameters(Id { id }): PathParameters<Id<ApiKeyId>>,
    posted: Posted<NewSecret>,
) -> Result<Done<RotateApiKey>, Failure> {
    let new = posted.body;
    // Not `begin_once`: that keeps the answer for a retry, and this one is a secret.
    let operation = access.begin(&app, posted.origin()).await?;
    let organization = operation.organization.id;
    let retry = Retry::of(posted.once(), operation.caller.id());
    if let Some(again) = store::again(&operation, organization, retry.as_ref()).await? {
        return issue_again(operation, &again).await;
    }
    if new.overlap_hours > MAX_OVERLAP_HOURS {
        return Err(Failure::field("/overlap_hours", FieldCode::OutOfRange));
    }
    let now = operation.now();
    let expires_at = end(now, new.expires_in_days)?;
    let row = store::find(operation.tx(), organization, id).await?;
    store::secrets::replace(&operation, id, now + i64::from(new.overlap_hours) * HOUR).await?;
    let secret = Secret::new(app.random().as_ref());
    store::secrets::add(&operation, id, &secret, expires_at, retry).await?;
    let row = store::next_version(&operation, row).await?;
    let detail = serde_json::json!({"name": row.name, "after": {
        "starts_with": secret.starts_with(), "expires_in_days": new.expires_in_days,
        "overlap_hours": new.overlap_hours,
    }});
    operation.audit_in(organization, operation.caller.id(), "api_keys.rotate", id, detail).await?;
    issue(operation, &row, &secret).await
}
