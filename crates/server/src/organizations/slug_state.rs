//! `GET /organization-slugs/{slug}`

use super::store;
use crate::{
    access::Caller,
    app::App,
    http::{extract::PathParameters, problem::Failure},
};
use axum::{Json, extract::State};
use hq_contract::{Slug, organizations::SlugState};

/// Serves [`GetSlugState`](hq_contract::organizations::GetSlugState).
pub async fn get_slug_state(
    State(app): State<App>,
    _caller: Caller,
    PathParameters(slug): PathParameters<Slug>,
) -> Result<Json<SlugState>, Failure> {
    let suggestion = store::free_slug(&app, &slug).await?;
    Ok(Json(SlugState { available: suggestion == slug, slug, suggestion }))
}
