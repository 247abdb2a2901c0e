//! `GET /organizations/{org}/invitations`

use super::store::{self, Wanted};
use crate::{
    access::{InviteMembers, List, OrgAccess, Paging, Query},
    app::App,
    page_token::Place,
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{Page, invitations::Invitation};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which of them.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Parameters {
    /// Only those whose address contains this, without case and accents.
    q: Option<String>,
}

/// Open invitations, newest mail first
///
/// Pending, expired and declined ones, with what became of the newest mail.
#[utoipa::path(
    get, path = "/organizations/{org}/invitations", tag = "invitations",
    params(("org" = String, Path, description = "Id or slug"), Parameters, Paging),
    responses((status = 200, description = "A page of invitations", body = Page<Invitation>))
)]
pub async fn list_invitations(
    State(app): State<App>,
    access: OrgAccess<InviteMembers>,
    Query(asked): Query<Parameters>,
    list: List<Place>,
) -> Result<Json<Page<Invitation>>, Failure> {
    let wanted = Wanted { q: asked.q, limit: list.limit, after: list.after };
    Ok(list.page(store::open(app.db().read(), &access.organization, app.now(), &wanted).await?))
}
