//! `GET /me/organizations`

use super::store::{self, Wanted};
use crate::{
    access::Caller,
    app::App,
    http::{
        extract::{List, Query},
        page_token::Place,
        problem::Failure,
    },
};
use axum::{Json, extract::State};
use hq_contract::{Page, me::MyOrganization};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which of them.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Parameters {
    /// Only those whose name or slug contains this, without case and accents.
    q: Option<String>,
}

/// Serves [`ListMyOrganizations`](hq_contract::me::ListMyOrganizations).
pub async fn list_my_organizations(
    State(app): State<App>,
    caller: Caller,
    Query(asked): Query<Parameters>,
    list: List<Place>,
) -> Result<Json<Page<MyOrganization>>, Failure> {
    let wanted = Wanted { q: asked.q, limit: list.limit, after: list.after };
    Ok(list.page(store::organizations(&app.db().quick(), caller.user, &wanted).await?))
}
