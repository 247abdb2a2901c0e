//! `GET /organizations/{org}/deletion`

use super::store::deletion;
use crate::{
    access::{DeleteOrganization, OrgAccess},
    app::App,
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::organizations::deletion::OrganizationDeletion;

/// What deleting the organization would do
///
/// What stands in the way are dataplants and storage engines: they are deleted before. Everything else goes with the organization,
/// and comes back with it, but for the plan: that ends, and what was used until then is billed. What is not paid yet stays to be paid.
#[utoipa::path(
    get, path = "/organizations/{org}/deletion", tag = "organizations",
    params(("org" = String, Path, description = "Id or slug")),
    responses((status = 200, description = "What would go", body = OrganizationDeletion))
)]
pub async fn get_organization_deletion(
    State(app): State<App>,
    access: OrgAccess<DeleteOrganization>,
) -> Result<Json<OrganizationDeletion>, Failure> {
    Ok(Json(deletion::effects(&app, app.db().read(), access.organization.id, app.now()).await?))
}
