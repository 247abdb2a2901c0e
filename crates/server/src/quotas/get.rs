//! `GET /organizations/{org}/quotas`

use super::store;
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{Permission, quotas::Quotas};

/// Read how much the organization can have, and has
///
/// For every member. The requests for more are only for who may see what the organization uses and owes.
#[utoipa::path(
    get, path = "/organizations/{org}/quotas", tag = "quotas",
    params(("org" = String, Path, description = "Id or slug")),
    responses((status = 200, description = "The quotas", body = Quotas))
)]
pub async fn get_quotas(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
) -> Result<Json<Quotas>, Failure> {
    let (db, organization) = (app.db().read(), access.organization.id);
    let allowed = store::allowed(&app, db, organization, app.now()).await?;
    let requests = if access.may(Permission::ReadBilling) {
        store::requests::latest(db, organization).await?
    } else {
        Vec::new()
    };
    let quotas = store::quotas(db, organization, &allowed).await?;
    Ok(Json(Quotas { plan: allowed.plan, quotas, requests }))
}
