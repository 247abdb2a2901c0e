//! `GET /organizations/{org}/api-keys/{id}`

use super::store;
use crate::{
    access::{ManageApiKeys, OrgAccess},
    app::App,
    http::{
        endpoint::Done,
        extract::{Id, PathParameters, version_tag},
        problem::Failure,
    },
};
use axum::extract::State;
use hq_contract::{ApiKeyId, api_keys::GetApiKey};

/// Serves [`GetApiKey`].
pub async fn get_api_key(
    State(app): State<App>,
    access: OrgAccess<ManageApiKeys>,
    PathParameters(Id { id }): PathParameters<Id<ApiKeyId>>,
) -> Result<Done<GetApiKey>, Failure> {
    let db = app.db().read();
    let row = store::find(db, access.organization.id, id).await?;
    let key = store::one(db, &row, app.now()).await?;
    Done::versioned(&key, version_tag(row.version))
}
