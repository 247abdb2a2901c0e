//! `GET /me/picture`

use super::store;
use crate::{
    access::{Caller, Query},
    app::App,
    images,
    problem::Failure,
};
use axum::{extract::State, response::IntoResponse};
use hq_contract::ProblemCode;
use serde::Deserialize;
use utoipa::IntoParams;

/// Which picture.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Parameters {
    /// The person's `picture`: with it the answer can be kept for a year, since another picture has another address.
    pub version: Option<String>,
}

/// Read one's own picture
///
/// A PNG of at most 256 × 256 pixels, without anything but its pixels.
#[utoipa::path(
    get, path = "/me/picture", tag = "me", params(Parameters),
    responses((status = 200, description = "The picture", body = Vec<u8>, content_type = "image/png", headers(("etag" = String, description = "Which picture"))))
)]
pub async fn get_my_picture(
    State(app): State<App>,
    caller: Caller,
    Query(Parameters { version }): Query<Parameters>,
) -> Result<impl IntoResponse, Failure> {
    let row = store::find(app.db().read(), caller.user).await?.ok_or(ProblemCode::NotFound)?;
    Ok(images::answer(row.png, &row.version, version.as_deref()))
}
