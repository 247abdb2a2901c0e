//! `GET /organizations/{org}/storage-engines/{id}/usage`

use super::{get::readable, store::days};
use crate::{
    access::{Id, List, OrgAccess, Paging, PathParameters, ReadOrganization},
    app::App,
    page_token::Named,
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{Page, storage_engines::StorageDay};

/// Read how much a storage engine held
///
/// On the last 90 days on which it was measured, the oldest first. Empty where its broker does not measure.
#[utoipa::path(
    get, path = "/organizations/{org}/storage-engines/{id}/usage", tag = "storage_engines",
    params(("org" = String, Path, description = "Id or slug"), ("id" = uuid::Uuid, Path, description = "Which engine"), Paging),
    responses((status = 200, description = "The days", body = Page<StorageDay>))
)]
pub async fn get_storage_engine_usage(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(Id { id }): PathParameters<Id>,
    list: List<Named>,
) -> Result<Json<Page<StorageDay>>, Failure> {
    readable(&app, &access, id).await?;
    let items = days::list(app.db().read(), id).await?;
    Ok(list.page_of(Page { total: items.len() as u64, items, next_page: None }, |day| day.day.clone()))
}
