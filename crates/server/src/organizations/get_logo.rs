//! `GET /organizations/{org}/logo`

use super::store::logo;
use crate::{
    access::{OrgAccess, Query, ReadOrganization},
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
    /// The organization's `logo`: with it the answer can be kept for a year, since another picture has another address.
    version: Option<String>,
}

/// Read an organization's logo
///
/// A PNG of at most 256 × 256 pixels, without anything but its pixels.
#[utoipa::path(
    get, path = "/organizations/{org}/logo", tag = "organizations",
    params(("org" = String, Path, description = "Id or slug"), Parameters),
    responses((status = 200, description = "The picture", body = Vec<u8>, content_type = "image/png", headers(("etag" = String, description = "Which picture"))))
)]
pub async fn get_logo(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    Query(Parameters { version }): Query<Parameters>,
) -> Result<impl IntoResponse, Failure> {
    let row = logo::find(app.db().read(), access.organization.id).await?.ok_or(ProblemCode::NotFound)?;
    Ok(images::answer(row.png, &row.version, version.as_deref()))
}
