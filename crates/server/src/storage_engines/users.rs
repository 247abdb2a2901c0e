//! `GET /organizations/{org}/storage-engines/{id}/dataplants`

use super::{get::readable, store::uses};
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    http::{
        extract::{Id, List, PathParameters},
        page_token::Named,
        problem::Failure,
    },
};
use axum::{Json, extract::State};
use hq_contract::{Page, StorageEngineId, storage_engines::StorageEngineUser};

/// So many are shown.
const SHOWN: usize = 100;

/// Serves [`ListStorageEngineUsers`](hq_contract::storage_engines::ListStorageEngineUsers).
pub async fn list_storage_engine_users(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(Id { id }): PathParameters<Id<StorageEngineId>>,
    list: List<Named>,
) -> Result<Json<Page<StorageEngineUser>>, Failure> {
    readable(&app, &access, id).await?;
    let rows = uses::of_engine(app.db().read(), id).await?;
    let mut items = rows
        .iter()
        .map(|row| uses::present(row, access.role, &access.rules))
        .collect::<Result<Vec<_>, _>>()?;
    // Where the names of those that may not be read would stand says something of these.
    items.sort_by_key(|user| user.name.is_none());
    items.truncate(SHOWN);
    Ok(list.page_of(Page { total: rows.len() as u64, items, next_page: None }, |user| {
        user.dataplant.map_or_else(String::new, |id| id.to_string())
    }))
}
