//! `POST /organizations/{org}/runbooks`

use super::store;
use crate::{
    access::{ManageRunbooks, OrgAccess},
    app::App,
    http::{
        endpoint::Done,
        extract::{Posted, version_tag},
        problem::Failure,
    },
};
use axum::extract::State;
use hq_contract::runbooks::{CreateRunbook, NewRunbook};

/// Serves [`CreateRunbook`].
pub async fn create_runbook(
    State(app): State<App>,
    access: OrgAccess<ManageRunbooks>,
    posted: Posted<NewRunbook>,
) -> Result<Done<CreateRunbook>, Failure> {
    let operation = access.begin_once(&app, &posted).await?;
    let organization = operation.organization.id;
    let row = store::add(&operation, &posted.body).await?;
    let detail = serde_json::json!({"name": row.title});
    operation.audit_in(organization, operation.caller.id(), "runbooks.create", row.id, detail).await?;
    let body = store::present(&row);
    operation.finish_with(Done::versioned(&body, version_tag(row.version))?).await
}
