//! `POST /organizations/{org}/runbooks/{id}/pin` and `…/unpin`

use super::store;
use crate::{
    access::{ManageRunbooks, OrgAccess},
    app::App,
    http::{
        endpoint::Done,
        extract::{Id, PathParameters, Posted, version_tag},
        problem::Failure,
    },
};
use axum::extract::State;
use hq_contract::{
    Nothing,
    runbooks::{PinRunbook, RunbookId, UnpinRunbook},
};

/// Serves [`PinRunbook`].
pub async fn pin_runbook(
    State(app): State<App>,
    access: OrgAccess<ManageRunbooks>,
    PathParameters(Id { id }): PathParameters<Id<RunbookId>>,
    posted: Posted<Nothing>,
) -> Result<Done<PinRunbook>, Failure> {
    let operation = access.begin_once(&app, &posted).await?;
    let before = store::find(operation.tx(), operation.organization.id, id).await?;
    let row = store::change(&operation, "runbooks.pin", before, |row| row.pinned = true).await?;
    operation.finish_with(Done::versioned(&store::present(&row), version_tag(row.version))?).await
}

/// Serves [`UnpinRunbook`].
pub async fn unpin_runbook(
    State(app): State<App>,
    access: OrgAccess<ManageRunbooks>,
    PathParameters(Id { id }): PathParameters<Id<RunbookId>>,
    posted: Posted<Nothing>,
) -> Result<Done<UnpinRunbook>, Failure> {
    let operation = access.begin_once(&app, &posted).await?;
    let before = store::find(operation.tx(), operation.organization.id, id).await?;
    let row = store::change(&operation, "runbooks.unpin", before, |row| row.pinned = false).await?;
    operation.finish_with(Done::versioned(&store::present(&row), version_tag(row.version))?).await
}
