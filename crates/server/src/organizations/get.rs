//! `GET /organizations/{org}`

use super::store;
use crate::{
    access::{OrgAccess, ReadOrganization},
    operation::answer,
    problem::Failure,
};
use axum::{http::StatusCode, response::Response};
use hq_contract::organizations::Organization;

/// Read an organization
///
/// By id or slug. A former slug answers 308.
#[utoipa::path(
    get, path = "/organizations/{org}", tag = "organizations",
    params(("org" = String, Path, description = "Id or slug")),
    responses(
        (status = 200, description = "The organization", body = Organization, headers(("etag" = String, description = "Its version"))),
        (status = 308, description = "It has another slug now", headers(("location" = String, description = "The same under the current slug")))
    )
)]
pub async fn get_organization(access: OrgAccess<ReadOrganization>) -> Result<Response, Failure> {
    let etag = store::etag(&access.organization);
    let first_visit = access.first_visit;
    let organization =
        Organization { first_visit, ..store::present(access.organization, access.role, &access.rules)? };
    let body = serde_json::to_string(&organization).map_err(|error| Failure::internal(&error))?;
    Ok(answer(StatusCode::OK, Some(body), Some(etag)))
}
