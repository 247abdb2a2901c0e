//! `GET /organizations/{org}/deletion`

use super::store::deletion;
use crate::{
    access::{DeleteOrganization, OrgAccess},
    app::App,
    http::problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::organizations::deletion::OrganizationDeletion;

/// Serves [`GetOrganizationDeletion`](hq_contract::organizations::deletion::GetOrganizationDeletion).
pub async fn get_organization_deletion(
    State(app): State<App>,
    access: OrgAccess<DeleteOrganization>,
) -> Result<Json<OrganizationDeletion>, Failure> {
    Ok(Json(deletion::effects(&app, app.db().read(), access.organization.id, app.now()).await?))
}
