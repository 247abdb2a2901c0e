//! `GET /organizations/{org}/logo`

use super::store::logo;
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    http::{endpoint::Media, extract::Query, problem::Failure},
    platform::images,
};
use axum::extract::State;
use hq_contract::{ProblemCode, organizations::logo::GetLogo};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which picture.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Parameters {
    /// The organization's `logo`: with it the answer can be kept for a year, since another picture has another address.
    version: Option<String>,
}

/// Serves [`GetLogo`].
pub async fn get_logo(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    Query(Parameters { version }): Query<Parameters>,
) -> Result<Media<GetLogo>, Failure> {
    let row = logo::find(app.db().read(), access.organization.id).await?.ok_or(ProblemCode::NotFound)?;
    Ok(Media::new(images::answer(row.png, &row.version, version.as_deref())))
}
