//! `GET /organizations/{org}/quotas`

use super::store;
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    http::problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{Permission, quotas::Quotas};

/// Serves [`GetQuotas`](hq_contract::quotas::GetQuotas).
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
