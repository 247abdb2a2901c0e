//! `DELETE /organizations/{org}/runbooks/{id}`

use super::store;
use crate::{
    access::{ManageRunbooks, OrgAccess},
    app::App,
    http::{
        endpoint::Done,
        extract::{Id, PathParameters},
        problem::Failure,
    },
    operation::Origin,
};
use axum::extract::State;
use hq_contract::runbooks::{DeleteRunbook, RunbookId};

/// Serves [`DeleteRunbook`].
pub async fn delete_runbook(
    State(app): State<App>,
    access: OrgAccess<ManageRunbooks>,
    PathParameters(Id { id }): PathParameters<Id<RunbookId>>,
    origin: Origin,
) -> Result<Done<DeleteRunbook>, Failure> {
    let operation = access.begin(&app, &origin).await?;
    let organization = operation.organization.id;
    let row = store::find(operation.tx(), organization, id).await?;
    store::remove(&operation, id).await?;
    let detail = serde_json::json!({"name": row.title});
    operation.audit_in(organization, operation.caller.id(), "runbooks.delete", id, detail).await?;
    operation.finish_with(Done::empty()).await
}
