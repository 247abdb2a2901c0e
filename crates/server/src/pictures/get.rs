//! `GET /me/picture`

use super::store;
use crate::{
    access::Caller,
    app::App,
    http::{endpoint::Media, extract::Query, problem::Failure},
    platform::images,
};
use axum::extract::State;
use hq_contract::{ProblemCode, pictures::GetMyPicture};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which picture.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Parameters {
    /// The person's `picture`: with it the answer can be kept for a year, since another picture has another address.
    pub version: Option<String>,
}

/// Serves [`GetMyPicture`].
pub async fn get_my_picture(
    State(app): State<App>,
    caller: Caller,
    Query(Parameters { version }): Query<Parameters>,
) -> Result<Media<GetMyPicture>, Failure> {
    let row = store::find(app.db().read(), caller.user).await?.ok_or(ProblemCode::NotFound)?;
    Ok(Media::new(images::answer(row.png, &row.version, version.as_deref())))
}
