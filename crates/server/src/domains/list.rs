//! `GET /organizations/{org}/domains`

use super::store;
use crate::{
    access::{ManageInfrastructure, OrgAccess},
    app::App,
    http::{extract::List, page_token::Named, problem::Failure},
};
use axum::{Json, extract::State};
use hq_contract::{Page, domains::Domain};

/// Serves [`ListDomains`](hq_contract::domains::ListDomains).
pub async fn list_domains(
    State(app): State<App>,
    access: OrgAccess<ManageInfrastructure>,
    list: List<Named>,
) -> Result<Json<Page<Domain>>, Failure> {
    Ok(list.page_of(store::list(app.db().read(), access.organization.id).await?, |domain| domain.id))
}
