//! `POST /organizations/{org}/storage-engines/{id}/credentials`

use super::{New, audit, changeable, guard_bindable, guard_sealable, order_new};
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    brokers::view,
    http::{
        endpoint::Done,
        extract::{Id, PathParameters, Posted},
        problem::Failure,
    },
    storage_engines::store::{self, credentials},
};
use axum::extract::State;
use hq_contract::{
    StorageEngineId,
    operations::LifeState,
    storage_engines::{CreateCredential, NewCredential},
};

/// Serves [`CreateCredential`].
pub async fn create_credential(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(Id { id }): PathParameters<Id<StorageEngineId>>,
    posted: Posted<NewCredential>,
) -> Result<Done<CreateCredential>, Failure> {
    let mut operation = access.begin_once(&app, &posted).await?;
    let (organization, user) = (operation.organization.id, operation.caller.id());
    let mut engine = changeable(&app, &operation, id).await?;
    guard_sealable(&app)?;
    if engine.row.built_in && engine.state() == LifeState::OnDemand {
        engine = store::ensure_sandbox(&mut operation, organization, Some(user)).await?;
    }
    guard_bindable(&app, &operation, &engine).await?;
    let new = New { name: posted.body.name.clone(), replaces: None };
    let (row, binding) = order_new(&mut operation, &engine, new).await?;
    audit(&operation, &engine, &row, "create").await?;
    let names = view::names(operation.tx(), [user]).await?;
    let body = credentials::present(&row, &binding, &names)?;
    operation.finish_with(Done::new(&body)?).await
}
