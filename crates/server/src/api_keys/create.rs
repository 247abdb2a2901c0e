//! `POST /organizations/{org}/api-keys`

use super::{
    ends::end,
    issue::{issue, issue_again},
    secret::Secret,
    store::{self, NewKey, Retry},
};
use crate::{
    access::{ByPerson, ManageApiKeys, OrgAccess},
    app::App,
    http::{endpoint::Done, extract::Posted, problem::Failure},
};
use axum::extract::State;
use hq_contract::{
    Role,
    api_keys::{CreateApiKey, NewApiKey},
    rules::check,
};

/// Serves [`CreateApiKey`].
pub async fn create_api_key(
    State(app): State<App>,
    access: OrgAccess<ByPerson<ManageApiKeys>>,
    posted: Posted<NewApiKey>,
) -> Result<Done<CreateApiKey>, Failure> {
    let new = &posted.body;
    check(&new.rules).map_err(|refused| Failure::field(&refused.pointer, refused.code))?;
    // Not `begin_once`: that keeps the answer for a retry, and this one is a secret.
    let operation = access.begin(&app, posted.origin()).await?;
    let organization = operation.organization.id;
    let retry = Retry::of(posted.once(), operation.caller.id());
    if let Some(again) = store::again(&operation, organization, retry.as_ref()).await? {
        return issue_again(operation, &again).await;
    }
    let expires_at = end(operation.now(), new.expires_in_days)?;
    store::guard_place(&operation, organization).await?;
    store::guard_name(&operation, organization, &new.name, None).await?;
    let creator = operation.caller.person()?.user;
    let key = NewKey {
        organization,
        name: &new.name,
        role: new.role.unwrap_or(Role::User),
        rules: &new.rules,
        creator: Some(creator),
    };
    let row = store::add(&operation, key).await?;
    let secret = Secret::new(app.random().as_ref());
    store::secrets::add(&operation, row.id, &secret, expires_at, retry).await?;
    let detail = serde_json::json!({"name": row.name, "after": {
        "role": row.role, "rules": new.rules, "starts_with": secret.starts_with(),
        "expires_in_days": new.expires_in_days,
    }});
    operation.audit_in(organization, creator, "api_keys.create", row.id, detail).await?;
    issue(operation, &row, &secret).await
}
