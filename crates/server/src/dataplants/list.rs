//! `GET /organizations/{org}/dataplants`

use super::store::page::{self, Wanted};
use crate::{
    access::{OrgAccess, Query, ReadOrganization},
    app::App,
    page_token::{Named, limit},
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{
    Page, PageToken,
    dataplants::{Dataplant, DataplantOrder},
    operations::LifeState,
};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which page of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Parameters {
    /// Only those whose name or tag contains this, without case and accents.
    q: Option<String>,
    /// Only those in this state.
    #[param(inline)]
    state: Option<LifeState>,
    /// By what they are ordered; by name where absent.
    #[param(inline)]
    sort: Option<DataplantOrder>,
    /// How many items, 1 to 100.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
    /// `next_page` of the page before.
    #[param(value_type = Option<String>)]
    page_token: Option<PageToken>,
}

/// The dataplants of an organization
///
/// Those that the caller may read: rules decide for each by its id and tags.
#[utoipa::path(
    get, path = "/organizations/{org}/dataplants", tag = "dataplants",
    params(("org" = String, Path, description = "Id or slug"), Parameters),
    responses((status = 200, description = "A page of dataplants", body = Page<Dataplant>))
)]
pub async fn list_dataplants(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    Query(asked): Query<Parameters>,
) -> Result<Json<Page<Dataplant>>, Failure> {
    let wanted = Wanted {
        q: asked.q,
        state: asked.state,
        sort: asked.sort.unwrap_or_default(),
        limit: limit(asked.limit)?,
        after: asked.page_token.as_ref().map(Named::parse).transpose()?,
    };
    page::list(&app, &(&access).into(), access.organization.id, &wanted).await.map(Json)
}
