//! `PATCH /organizations/{org}/api-keys/{id}`

use super::store;
use crate::{
    access::{ByPerson, ManageApiKeys, OrgAccess},
    app::App,
    db::entity::api_key,
    http::{
        endpoint::Done,
        extract::{Body, Id, IfMatch, PathParameters, version_tag},
        problem::Failure,
    },
    operation::Origin,
    rules,
};
use axum::extract::State;
use hq_contract::{
    ApiKeyId,
    api_keys::{ApiKeyPatch, UpdateApiKey},
    rules::check,
};

/// Serves [`UpdateApiKey`].
pub async fn update_api_key(
    State(app): State<App>,
    access: OrgAccess<ByPerson<ManageApiKeys>>,
    PathParameters(Id { id }): PathParameters<Id<ApiKeyId>>,
    origin: Origin,
    version: IfMatch,
    Body(patch): Body<ApiKeyPatch>,
) -> Result<Done<UpdateApiKey>, Failure> {
    check(patch.rules.as_deref().unwrap_or_default())
        .map_err(|refused| Failure::field(&refused.pointer, refused.code))?;
    let operation = access.begin(&app, &origin).await?;
    let organization = operation.organization.id;
    let before = store::find(operation.tx(), organization, id).await?;
    version.check(&version_tag(before.version))?;
    if let Some(name) = &patch.name {
        store::guard_name(&operation, organization, name, Some(id)).await?;
    }
    let after = store::update(&operation, &before, &patch).await?;
    if after != before {
        let detail =
            serde_json::json!({"name": after.name, "before": told(&before)?, "after": told(&after)?});
        operation.audit_in(organization, operation.caller.id(), "api_keys.update", id, detail).await?;
    }
    let key = store::one(operation.tx(), &after, operation.now()).await?;
    operation.finish_with(Done::versioned(&key, version_tag(after.version))?).await
}

/// What can be changed of it, for the audit log.
fn told(row: &api_key::Model) -> Result<serde_json::Value, Failure> {
    let rules = rules::store::read(&row.rules)?;
    Ok(serde_json::json!({"name": row.name, "role": row.role, "rules": rules}))
}
