//! `GET /organization-slugs/{slug}`

use super::store;
use crate::{
    access::{Caller, PathParameters},
    app::App,
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{Slug, organizations::SlugState};

/// Ask whether a slug is free
///
/// For signed-in people only. Free means free right now: creating or renaming decides.
#[utoipa::path(
    get, path = "/organization-slugs/{slug}", tag = "organizations",
    params(("slug" = Slug, Path, description = "The slug wished for")),
    responses((status = 200, description = "Whether it is free, and one that is", body = SlugState))
)]
pub async fn get_slug_state(
    State(app): State<App>,
    _caller: Caller,
    PathParameters(slug): PathParameters<Slug>,
) -> Result<Json<SlugState>, Failure> {
    let suggestion = store::free_slug(&app, &slug).await?;
    Ok(Json(SlugState { available: suggestion == slug, slug, suggestion }))
}
