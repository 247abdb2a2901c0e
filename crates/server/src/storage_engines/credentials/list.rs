//! `GET /organizations/{org}/storage-engines/{id}/credentials`

use super::super::{
    get::readable,
    store::{credentials, uses},
};
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    brokers::{self, OwnerKind, view},
    db::entity::{
        broker_binding::{self, BindingId},
        broker_instance::OwnerId,
    },
    http::{
        extract::{Id, List, PathParameters},
        page_token::Named,
        problem::Failure,
    },
};
use axum::{Json, extract::State};
use hq_contract::{Page, StorageEngineId, storage_engines::Credential};
use std::collections::HashMap;

/// Serves [`ListCredentials`](hq_contract::storage_engines::ListCredentials).
pub async fn list_credentials(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(Id { id }): PathParameters<Id<StorageEngineId>>,
    list: List<Named>,
) -> Result<Json<Page<Credential>>, Failure> {
    let items = readable_of(&app, &access, id).await?;
    Ok(list.page_of(Page { total: items.len() as u64, items, next_page: None }, |credential| credential.id))
}

/// The credentials of an engine that the caller may see, the newest first.
///
/// # Errors
/// 404 where the engine is none for the caller.
pub(super) async fn readable_of(
    app: &App,
    access: &OrgAccess<ReadOrganization>,
    id: StorageEngineId,
) -> Result<Vec<Credential>, Failure> {
    let engine = readable(app, access, id).await?;
    let db = app.db().read();
    let Some(instance) = &engine.instance else { return Ok(Vec::new()) };
    let rows = credentials::of_engine(db, id).await?;
    let names = view::names(db, rows.iter().filter_map(credentials::creator)).await?;
    let rows: HashMap<BindingId, _> = rows.into_iter().map(|row| (row.binding_id, row)).collect();
    let mut users = HashMap::new();
    for row in uses::of_engine(db, id).await? {
        let user = uses::present(&row, access.role, &access.rules)?;
        users.extend(user.name.map(|name| (OwnerId::from(row.dataplant_id), name)));
    }
    let shown = |binding: &broker_binding::Model| {
        let of_dataplant = binding.owner_kind == OwnerKind::Dataplant;
        match (rows.get(&binding.id), users.get(&binding.owner_id)) {
            (Some(row), _) => Some(credentials::present(row, binding, &names)),
            (None, Some(name)) if of_dataplant => Some(credentials::of_dataplant(name, binding)),
            (None, _) => None,
        }
    };
    let bindings = brokers::store::bindings_of_instance(db, instance.id).await?;
    bindings.iter().rev().filter_map(shown).collect()
}
