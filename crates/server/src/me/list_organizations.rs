//! `GET /me/organizations`

use super::store::{self, Wanted};
use crate::{
    access::{Caller, Query},
    app::App,
    page_token::{Place, limit},
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{Page, PageToken, me::MyOrganization};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which page of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Parameters {
    /// Only those whose name or slug contains this, without case and accents.
    q: Option<String>,
    /// How many items, 1 to 100.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
    /// `next_page` of the page before.
    #[param(value_type = Option<String>)]
    page_token: Option<PageToken>,
}

/// My organizations, recent first
#[utoipa::path(
    get, path = "/me/organizations", tag = "me", params(Parameters),
    responses((status = 200, description = "A page of organizations", body = Page<MyOrganization>))
)]
pub async fn list_my_organizations(
    State(app): State<App>,
    caller: Caller,
    Query(page): Query<Parameters>,
) -> Result<Json<Page<MyOrganization>>, Failure> {
    let after = page.page_token.as_ref().map(Place::parse).transpose()?;
    let wanted = Wanted { q: page.q, limit: limit(page.limit)?, after };
    Ok(Json(store::organizations(&app.db().quick(), caller.user, &wanted).await?))
}
