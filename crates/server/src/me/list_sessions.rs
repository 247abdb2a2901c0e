//! `GET /me/sessions`

use super::store;
use crate::{
    access::{Caller, Query},
    app::App,
    page_token::{Place, limit},
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{Page, PageToken, me::MySession};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which page of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Parameters {
    /// How many items, 1 to 100.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
    /// `next_page` of the page before.
    #[param(value_type = Option<String>)]
    page_token: Option<PageToken>,
}

/// My sessions, newest first
#[utoipa::path(
    get, path = "/me/sessions", tag = "me", params(Parameters),
    responses((status = 200, description = "A page of sessions", body = Page<MySession>))
)]
pub async fn list_my_sessions(
    State(app): State<App>,
    caller: Caller,
    Query(page): Query<Parameters>,
) -> Result<Json<Page<MySession>>, Failure> {
    let after = page.page_token.as_ref().map(Place::parse).transpose()?;
    let sessions =
        store::sessions(app.db().read(), caller.user, caller.session, after, limit(page.limit)?).await?;
    Ok(Json(sessions))
}
