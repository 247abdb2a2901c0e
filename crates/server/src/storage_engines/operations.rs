//! `GET /organizations/{org}/storage-engines/{id}/operations`

use super::{get::readable, store};
use crate::{
    access::{Id, OrgAccess, PathParameters, ReadOrganization},
    app::App,
    brokers::{self, view},
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{Page, operations::BrokerOperation};
use uuid::Uuid;

/// So many are shown.
const SHOWN: u64 = 100;

/// List what was done to a storage engine
///
/// The last 100 operations, the newest first: those on its credentials, and on former attempts to make it, among them.
#[utoipa::path(
    get, path = "/organizations/{org}/storage-engines/{id}/operations", tag = "storage_engines",
    params(("org" = String, Path, description = "Id or slug"), ("id" = uuid::Uuid, Path, description = "Which engine")),
    responses((status = 200, description = "The operations", body = Page<BrokerOperation>))
)]
pub async fn list_storage_engine_operations(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(Id { id }): PathParameters<Id>,
) -> Result<Json<Page<BrokerOperation>>, Failure> {
    readable(&app, &access, id).await?;
    let db = app.db().read();
    let instances: Vec<Uuid> = store::instances(db, id).await?.iter().map(|instance| instance.id).collect();
    let rows = brokers::store::operations_of_instances(db, &instances, SHOWN).await?;
    let items = view::operations(db, &rows).await?;
    Ok(Json(Page { total: items.len() as u64, items, next_page: None }))
}
