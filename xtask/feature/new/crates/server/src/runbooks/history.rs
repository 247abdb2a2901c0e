//! `GET /organizations/{org}/runbooks/{id}/history`

use super::store;
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    http::{
        extract::{Id, List, PathParameters},
        page_token::Named,
        problem::Failure,
    },
};
use axum::{Json, extract::State};
use hq_contract::{
    Page,
    runbooks::{RunbookChange, RunbookId},
};

/// Serves [`ListRunbookChanges`](hq_contract::runbooks::ListRunbookChanges).
pub async fn list_runbook_changes(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(Id { id }): PathParameters<Id<RunbookId>>,
    list: List<Named>,
) -> Result<Json<Page<RunbookChange>>, Failure> {
    let (db, organization) = (app.db().read(), access.organization.id);
    store::find(db, organization, id).await?;
    let items = store::changes(db, organization, id).await?;
    let total = items.len() as u64;
    Ok(list.page_of(Page { total, items, next_page: None }, |change| change.id))
}
