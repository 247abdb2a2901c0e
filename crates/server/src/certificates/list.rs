//! `GET /organizations/{org}/certificates`

use super::store;
use crate::{
    access::{ManageInfrastructure, OrgAccess},
    app::App,
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::certificates::Certificates;

/// List an organization's TLS certificates
///
/// The first to expire before the others, all at once: there are at most 100. Private keys stand in no answer.
#[utoipa::path(
    get, path = "/organizations/{org}/certificates", tag = "certificates",
    params(("org" = String, Path, description = "Id or slug")),
    responses((status = 200, description = "The certificates", body = Certificates))
)]
pub async fn list_certificates(
    State(app): State<App>,
    access: OrgAccess<ManageInfrastructure>,
) -> Result<Json<Certificates>, Failure> {
    store::list(app.db().read(), access.organization.id, app.secrets(), app.now()).await.map(Json)
}
