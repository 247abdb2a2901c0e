//! `GET /organizations/{org}/dataplants/{id}/operations`

use super::{store, viewer::Viewer};
use crate::{
    access::{Id, List, OrgAccess, Paging, PathParameters, ReadOrganization},
    app::App,
    brokers::{OwnerKind, view},
    page_token::Named,
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{DataplantId, Page, Permission, operations::BrokerOperation};

/// What was done to a dataplant
///
/// The last 100 operations, the newest first, those of tries that failed among them.
#[utoipa::path(
    get, path = "/organizations/{org}/dataplants/{id}/operations", tag = "dataplants",
    params(("org" = String, Path, description = "Id or slug"), ("id" = DataplantId, Path, description = "Which dataplant"), Paging),
    responses((status = 200, description = "The operations", body = Page<BrokerOperation>))
)]
pub async fn list_dataplant_operations(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(Id { id }): PathParameters<Id>,
    list: List<Named>,
) -> Result<Json<Page<BrokerOperation>>, Failure> {
    let db = app.db().read();
    let row = store::find(db, access.organization.id, id).await?;
    Viewer::from(&access).require(Permission::ReadDataplants, &row)?;
    Ok(list.page_of(view::history(db, OwnerKind::Dataplant, id).await?, |operation| operation.id))
}
