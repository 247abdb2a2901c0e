//! `GET /organizations/{org}/dataplants/{id}/operations`

use super::{store, viewer::Viewer};
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    brokers::{OwnerKind, view},
    http::{
        extract::{Id, List, PathParameters},
        page_token::Named,
        problem::Failure,
    },
};
use axum::{Json, extract::State};
use hq_contract::{DataplantId, Page, Permission, operations::BrokerOperation};

/// Serves [`ListDataplantOperations`](hq_contract::dataplants::ListDataplantOperations).
pub async fn list_dataplant_operations(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(Id { id }): PathParameters<Id<DataplantId>>,
    list: List<Named>,
) -> Result<Json<Page<BrokerOperation>>, Failure> {
    let db = app.db().read();
    let row = store::find(db, access.organization.id, id).await?;
    Viewer::from(&access).require(Permission::ReadDataplants, &row)?;
    Ok(list.page_of(view::history(db, OwnerKind::Dataplant, id.into()).await?, |operation| operation.id))
}
