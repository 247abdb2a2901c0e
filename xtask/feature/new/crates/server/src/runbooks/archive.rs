//! `POST /organizations/{org}/runbooks/{id}/archive` and `…/restore`

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
    runbooks::{ArchiveRunbook, RestoreRunbook, RunbookId},
};

/// Serves [`ArchiveRunbook`].
pub async fn archive_runbook(
    State(app): State<App>,
    access: OrgAccess<ManageRunbooks>,
    PathParameters(Id { id }): PathParameters<Id<RunbookId>>,
    posted: Posted<Nothing>,
) -> Result<Done<ArchiveRunbook>, Failure> {
    let operation = access.begin_once(&app, &posted).await?;
    let before = store::find(operation.tx(), operation.organization.id, id).await?;
    let row =
        store::change(&operation, "runbooks.archive", before, |row| row.archived_at = Some(operation.now()))
            .await?;
    operation.finish_with(Done::versioned(&store::present(&row), version_tag(row.version))?).await
}

/// Serves [`RestoreRunbook`].
pub async fn restore_runbook(
    State(app): State<App>,
    access: OrgAccess<ManageRunbooks>,
    PathParameters(Id { id }): PathParameters<Id<RunbookId>>,
    posted: Posted<Nothing>,
) -> Result<Done<RestoreRunbook>, Failure> {
    let operation = access.begin_once(&app, &posted).await?;
    let before = store::find(operation.tx(), operation.organization.id, id).await?;
    let row = store::change(&operation, "runbooks.restore", before, |row| row.archived_at = None).await?;
    operation.finish_with(Done::versioned(&store::present(&row), version_tag(row.version))?).await
}
