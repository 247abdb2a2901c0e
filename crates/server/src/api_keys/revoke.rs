//! `DELETE /organizations/{org}/api-keys/{id}`

use super::store;
use crate::{
    access::{ByPerson, ManageApiKeys, OrgAccess},
    app::App,
    http::{
        endpoint::Done,
        extract::{Id, PathParameters},
        problem::Failure,
    },
    operation::Origin,
};
use axum::extract::State;
use hq_contract::{ApiKeyId, api_keys::RevokeApiKey};

/// Serves [`RevokeApiKey`].
pub async fn revoke_api_key(
    State(app): State<App>,
    access: OrgAccess<ByPerson<ManageApiKeys>>,
    PathParameters(Id { id }): PathParameters<Id<ApiKeyId>>,
    origin: Origin,
) -> Result<Done<RevokeApiKey>, Failure> {
    let operation = access.begin(&app, &origin).await?;
    let organization = operation.organization.id;
    let row = store::find(operation.tx(), organization, id).await?;
    store::revoke(&operation, id).await?;
    let detail = serde_json::json!({"name": row.name});
    operation.audit_in(organization, operation.caller.id(), "api_keys.revoke", id, detail).await?;
    operation.finish_with(Done::empty()).await
}
