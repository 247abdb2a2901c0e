//! `GET /organizations/{org}/storage-engines/{id}/operations`

use super::get::readable;
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
use hq_contract::{Page, StorageEngineId, operations::BrokerOperation};

/// Serves [`ListStorageEngineOperations`](hq_contract::storage_engines::ListStorageEngineOperations).
pub async fn list_storage_engine_operations(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(Id { id }): PathParameters<Id<StorageEngineId>>,
    list: List<Named>,
) -> Result<Json<Page<BrokerOperation>>, Failure> {
    readable(&app, &access, id).await?;
    let history = view::history(app.db().read(), OwnerKind::StorageEngine, id.into()).await?;
    Ok(list.page_of(history, |operation| operation.id))
}
