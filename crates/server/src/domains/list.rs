//! `GET /organizations/{org}/domains`

use super::store;
use crate::{
    access::{List, ManageInfrastructure, OrgAccess, Paging},
    app::App,
    page_token::Named,
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{Page, domains::Domain};

/// List an organization's domain names
///
/// By name, all at once: there are at most 100.
#[utoipa::path(
    get, path = "/organizations/{org}/domains", tag = "domains",
    params(("org" = String, Path, description = "Id or slug"), Paging),
    responses((status = 200, description = "The domain names", body = Page<Domain>))
)]
pub async fn list_domains(
    State(app): State<App>,
    access: OrgAccess<ManageInfrastructure>,
    list: List<Named>,
) -> Result<Json<Page<Domain>>, Failure> {
    Ok(list.page_of(store::list(app.db().read(), access.organization.id).await?, |domain| domain.id))
}
