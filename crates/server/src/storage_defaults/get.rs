//! `GET /organizations/{org}/storage-defaults`

use super::store;
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    http::{endpoint::Done, problem::Failure},
};
use axum::extract::State;
use hq_contract::storage_defaults::GetStorageDefaults;

/// Serves [`GetStorageDefaults`].
pub async fn get_storage_defaults(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
) -> Result<Done<GetStorageDefaults>, Failure> {
    let db = app.db().read();
    let defaults = store::read(db, access.organization.id).await?;
    let shown = store::present(&app, db, &defaults, access.role, &access.rules).await?;
    Done::versioned(&shown, defaults.etag())
}
