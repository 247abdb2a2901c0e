//! `GET /organizations/{org}/domains`

use super::store;
use crate::{
    access::{ManageInfrastructure, OrgAccess},
    app::App,
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{Page, domains::Domain};

/// List an organization's domain names
///
/// By name, all at once: there are at most 100.
#[utoipa::path(
    get, path = "/organizations/{org}/domains", tag = "domains",
    params(("org" = String, Path, description = "Id or slug")),
    responses((status = 200, description = "The domain names", body = Page<Domain>))
)]
pub async fn list_domains(
    State(app): State<App>,
    access: OrgAccess<ManageInfrastructure>,
) -> Result<Json<Page<Domain>>, Failure> {
    store::list(app.db().read(), access.organization.id).await.map(Json)
}
