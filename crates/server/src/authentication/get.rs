//! `GET /organizations/{org}/authentication`

use super::store;
use crate::{
    access::{ManageAuthentication, OrgAccess},
    app::App,
    operation::answer,
    organizations,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::authentication::Authentication;

/// Read who may join, and how members prove who they are
#[utoipa::path(
    get, path = "/organizations/{org}/authentication", tag = "authentication",
    params(("org" = String, Path, description = "Id or slug")),
    responses((status = 200, description = "The decisions", body = Authentication, headers(("etag" = String, description = "Their version"))))
)]
pub async fn get_authentication(
    State(app): State<App>,
    access: OrgAccess<ManageAuthentication>,
) -> Result<Response, Failure> {
    let decisions = store::read(app.db().read(), &access.organization).await?;
    let body = serde_json::to_string(&decisions).map_err(|error| Failure::internal(&error))?;
    Ok(answer(StatusCode::OK, Some(body), Some(organizations::store::etag(&access.organization))))
}
