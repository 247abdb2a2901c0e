//! `GET /organizations/{org}/storage-engines/{id}/usage`

use super::{get::readable, store::days};
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
use hq_contract::{Page, StorageEngineId, storage_engines::StorageDay};

/// Serves [`GetStorageEngineUsage`](hq_contract::storage_engines::GetStorageEngineUsage).
pub async fn get_storage_engine_usage(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(Id { id }): PathParameters<Id<StorageEngineId>>,
    list: List<Named>,
) -> Result<Json<Page<StorageDay>>, Failure> {
    readable(&app, &access, id).await?;
    let items = days::list(app.db().read(), id).await?;
    Ok(list.page_of(Page { total: items.len() as u64, items, next_page: None }, |day| day.day.clone()))
}
