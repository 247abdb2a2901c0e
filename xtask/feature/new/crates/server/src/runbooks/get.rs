//! `GET /organizations/{org}/runbooks/{id}`

use super::store;
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    http::{
        endpoint::Done,
        extract::{Id, PathParameters, version_tag},
        problem::Failure,
    },
};
use axum::extract::State;
use hq_contract::runbooks::{GetRunbook, RunbookId};

/// Serves [`GetRunbook`].
pub async fn get_runbook(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(Id { id }): PathParameters<Id<RunbookId>>,
) -> Result<Done<GetRunbook>, Failure> {
    let row = store::find(app.db().read(), access.organization.id, id).await?;
    Done::versioned(&store::present(&row), version_tag(row.version))
}
