//! `GET /organizations/{org}/certificates`

use super::store;
use crate::{
    access::{ManageInfrastructure, OrgAccess},
    app::App,
    http::{extract::List, page_token::Named, problem::Failure},
};
use axum::{Json, extract::State};
use hq_contract::{Page, certificates::Certificates};

/// Serves [`ListCertificates`](hq_contract::certificates::ListCertificates).
pub async fn list_certificates(
    State(app): State<App>,
    access: OrgAccess<ManageInfrastructure>,
    list: List<Named>,
) -> Result<Json<Certificates>, Failure> {
    let all = store::list(app.db().read(), access.organization.id, app.secrets(), app.now()).await?;
    let Certificates { items, next_page, total, can_be_kept } = all;
    let Json(page) = list.page_of(Page { items, next_page, total }, |certificate| certificate.id);
    Ok(Json(Certificates { items: page.items, next_page: page.next_page, total, can_be_kept }))
}
