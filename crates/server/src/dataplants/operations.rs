//! `GET /organizations/{org}/dataplants/{id}/operations`

use super::{store, viewer::Viewer};
use crate::{
    access::{Id, OrgAccess, PathParameters, ReadOrganization},
    app::App,
    brokers::{self, OwnerKind, view},
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{DataplantId, Page, Permission, operations::BrokerOperation};

/// So many are shown.
const MOST: u64 = 100;

/// What was done to a dataplant
///
/// The last 100 operations, the newest first, those of tries that failed among them.
#[utoipa::path(
    get, path = "/organizations/{org}/dataplants/{id}/operations", tag = "dataplants",
    params(("org" = String, Path, description = "Id or slug"), ("id" = DataplantId, Path, description = "Which dataplant")),
    responses((status = 200, description = "The operations", body = Page<BrokerOperation>))
)]
pub async fn list_dataplant_operations(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(Id { id }): PathParameters<Id>,
) -> Result<Json<Page<BrokerOperation>>, Failure> {
    let db = app.db().read();
    let row = store::find(db, access.organization.id, id).await?;
    Viewer::from(&access).require(Permission::ReadDataplants, &row)?;
    let instances = brokers::store::instances_of_owner(db, OwnerKind::Dataplant, id).await?;
    let instances: Vec<_> = instances.iter().map(|instance| instance.id).collect();
    let rows = brokers::store::operations_of_instances(db, &instances, MOST).await?;
    let items = view::operations(db, &rows).await?;
    Ok(Json(Page { total: items.len() as u64, items, next_page: None }))
}
