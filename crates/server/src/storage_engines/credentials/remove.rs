//! `DELETE /organizations/{org}/storage-engines/{id}/credentials/{credential}`

use super::{Ids, audit, changeable};
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    brokers::{self, BindingState, order},
    http::{endpoint::Done, extract::PathParameters, problem::Failure},
    operation::Origin,
    storage_engines::store::credentials,
};
use axum::extract::State;
use hq_contract::storage_engines::DeleteCredential;

/// Serves [`DeleteCredential`].
pub async fn delete_credential(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    origin: Origin,
    PathParameters(Ids { id, credential }): PathParameters<Ids>,
) -> Result<Done<DeleteCredential>, Failure> {
    let mut operation = access.begin(&app, &origin).await?;
    let engine = changeable(&app, &operation, id).await?;
    let row = credentials::find(operation.tx(), id, credential).await?;
    let binding = brokers::store::binding(operation.tx(), row.binding_id).await?;
    match binding.state {
        BindingState::Deleting => return operation.finish_with(Done::empty()).await,
        // Nothing is there; what the attempt may have left is cleaned up apart from this.
        BindingState::Failed | BindingState::Gone => credentials::remove(&operation, row.id).await?,
        BindingState::Creating | BindingState::Ready => {
            let user = Some(operation.caller.id());
            order::unbind(&mut operation, engine.instance()?, &binding, user).await?;
        }
    }
    audit(&operation, &engine, &row, "delete").await?;
    operation.finish_with(Done::empty()).await
}
