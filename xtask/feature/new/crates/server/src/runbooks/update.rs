//! `PATCH /organizations/{org}/runbooks/{id}`

use super::store;
use crate::{
    access::{ManageRunbooks, OrgAccess},
    app::App,
    http::{
        endpoint::Done,
        extract::{Body, Id, IfMatch, PathParameters, version_tag},
        problem::Failure,
    },
    operation::Origin,
};
use axum::extract::State;
use hq_contract::runbooks::{RunbookId, RunbookPatch, UpdateRunbook};

/// Serves [`UpdateRunbook`].
pub async fn update_runbook(
    State(app): State<App>,
    access: OrgAccess<ManageRunbooks>,
    PathParameters(Id { id }): PathParameters<Id<RunbookId>>,
    origin: Origin,
    version: IfMatch,
    Body(patch): Body<RunbookPatch>,
) -> Result<Done<UpdateRunbook>, Failure> {
    let operation = access.begin(&app, &origin).await?;
    let before = store::find(operation.tx(), operation.organization.id, id).await?;
    version.check(&version_tag(before.version))?;
    let after = store::change(&operation, "runbooks.update", before, |row| {
        if let Some(title) = patch.title {
            row.title = title;
        }
        if let Some(text) = patch.text {
            row.text = text;
        }
    });
    let row = after.await?;
    operation.finish_with(Done::versioned(&store::present(&row), version_tag(row.version))?).await
}
