//! `GET /organizations/{org}/invitations`

use super::store::{self, Wanted};
use crate::{
    access::{InviteMembers, OrgAccess, Query},
    app::App,
    page_token::{Place, limit},
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{Page, PageToken, invitations::Invitation};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which page of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Parameters {
    /// Only those whose address contains this, without case and accents.
    q: Option<String>,
    /// How many items, 1 to 100.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
    /// `next_page` of the page before.
    #[param(value_type = Option<String>)]
    page_token: Option<PageToken>,
}

/// Open invitations, newest mail first
///
/// Pending, expired and declined ones, with what became of the newest mail.
#[utoipa::path(
    get, path = "/organizations/{org}/invitations", tag = "invitations",
    params(("org" = String, Path, description = "Id or slug"), Parameters),
    responses((status = 200, description = "A page of invitations", body = Page<Invitation>))
)]
pub async fn list_invitations(
    State(app): State<App>,
    access: OrgAccess<InviteMembers>,
    Query(page): Query<Parameters>,
) -> Result<Json<Page<Invitation>>, Failure> {
    let after = page.page_token.as_ref().map(Place::parse).transpose()?;
    let wanted = Wanted { q: page.q, limit: limit(page.limit)?, after };
    Ok(Json(store::open(app.db().read(), &access.organization, app.now(), &wanted).await?))
}
