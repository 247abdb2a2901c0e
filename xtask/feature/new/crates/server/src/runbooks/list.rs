//! `GET /organizations/{org}/runbooks`

use super::store;
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    http::{
        extract::{List, Query},
        page_token::Named,
        problem::Failure,
    },
};
use axum::{Json, extract::State};
use hq_contract::{Page, runbooks::Runbook};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which of them.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Parameters {
    /// Whether those of the archive are meant, and not the others.
    archived: Option<bool>,
}

/// Serves [`ListRunbooks`](hq_contract::runbooks::ListRunbooks).
pub async fn list_runbooks(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    Query(asked): Query<Parameters>,
    list: List<Named>,
) -> Result<Json<Page<Runbook>>, Failure> {
    let archived = asked.archived.unwrap_or_default();
    let items = store::list(app.db().read(), access.organization.id, archived).await?;
    let total = items.len() as u64;
    Ok(list.page_of(Page { total, items, next_page: None }, |runbook| runbook.id))
}
