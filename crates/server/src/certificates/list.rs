//! `GET /organizations/{org}/certificates`

use super::store;
use crate::{
    access::{List, ManageInfrastructure, OrgAccess, Paging},
    app::App,
    page_token::Named,
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{Page, certificates::Certificates};

/// List an organization's TLS certificates
///
/// The first to expire before the others, all at once: there are at most 100. Private keys stand in no answer.
#[utoipa::path(
    get, path = "/organizations/{org}/certificates", tag = "certificates",
    params(("org" = String, Path, description = "Id or slug"), Paging),
    responses((status = 200, description = "The certificates", body = Certificates))
)]
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
