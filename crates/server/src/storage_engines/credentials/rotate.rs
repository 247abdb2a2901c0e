//! `POST /organizations/{org}/storage-engines/{id}/credentials/{credential}/rotate`

use super::{Ids, New, audit, changeable, guard_bindable, guard_sealable, order_new};
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    brokers::{self, BindingState, view},
    http::{
        endpoint::Done,
        extract::{PathParameters, Posted},
        problem::Failure,
    },
    storage_engines::store::credentials,
};
use axum::extract::State;
use hq_contract::{Nothing, ProblemCode, storage_engines::RotateCredential};

/// Serves [`RotateCredential`].
pub async fn rotate_credential(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(Ids { id, credential }): PathParameters<Ids>,
    posted: Posted<Nothing>,
) -> Result<Done<RotateCredential>, Failure> {
    let mut operation = access.begin_once(&app, &posted).await?;
    let engine = changeable(&app, &operation, id).await?;
    let former = credentials::find(operation.tx(), id, credential).await?;
    guard_sealable(&app)?;
    guard_bindable(&app, &operation, &engine).await?;
    let binding = brokers::store::binding(operation.tx(), former.binding_id).await?;
    let valid = binding.state == BindingState::Ready;
    if !valid || credentials::has_successor(&operation, former.id).await? {
        return Err(ProblemCode::NotReady.into());
    }
    let new = New { name: former.name, replaces: Some(former.id) };
    let (row, binding) = order_new(&mut operation, &engine, new).await?;
    audit(&operation, &engine, &row, "rotate").await?;
    let names = view::names(operation.tx(), [operation.caller.id()]).await?;
    let body = credentials::present(&row, &binding, &names)?;
    operation.finish_with(Done::new(&body)?).await
}
