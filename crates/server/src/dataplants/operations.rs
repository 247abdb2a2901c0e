//! `GET /organizations/{org}/dataplants/{id}/operations`

use super::{store, viewer::Viewer};
use crate::{
    access::{Id, OrgAccess, PathParameters, ReadOrganization},
    app::App,
    brokers::{OwnerKind, view},
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{DataplantId, Page, Permission, operations::BrokerOperation};

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
    view::history(db, OwnerKind::Dataplant, id).await.map(Json)
}
