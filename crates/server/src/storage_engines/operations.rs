//! `GET /organizations/{org}/storage-engines/{id}/operations`

use super::get::readable;
use crate::{
    access::{Id, List, OrgAccess, Paging, PathParameters, ReadOrganization},
    app::App,
    brokers::{OwnerKind, view},
    page_token::Named,
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{Page, operations::BrokerOperation};

/// List what was done to a storage engine
///
/// The last 100 operations, the newest first: those on its credentials, and on former attempts to make it, among them.
#[utoipa::path(
    get, path = "/organizations/{org}/storage-engines/{id}/operations", tag = "storage_engines",
    params(("org" = String, Path, description = "Id or slug"), ("id" = uuid::Uuid, Path, description = "Which engine"), Paging),
    responses((status = 200, description = "The operations", body = Page<BrokerOperation>))
)]
pub async fn list_storage_engine_operations(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(Id { id }): PathParameters<Id>,
    list: List<Named>,
) -> Result<Json<Page<BrokerOperation>>, Failure> {
    readable(&app, &access, id).await?;
    let history = view::history(app.db().read(), OwnerKind::StorageEngine, id).await?;
    Ok(list.page_of(history, |operation| operation.id))
}
