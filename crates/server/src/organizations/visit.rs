//! `POST /organizations/{org}/visits`

use super::store;
use crate::{
    access::{OrgAccess, Posted, ReadOrganization},
    app::App,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{Nothing, ProblemCode};

/// Remember a visit
///
/// Moves the organization to the front of the caller's list. No line in the audit log: nothing is changed for others.
#[utoipa::path(
    post, path = "/organizations/{org}/visits", tag = "organizations",
    params(("org" = String, Path, description = "Id or slug")),
    responses(
        (status = 204, description = "Remembered"),
        (status = 308, description = "It has another slug now", headers(("location" = String, description = "The same under the current slug")))
    )
)]
pub async fn visit_organization(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    posted: Posted<Nothing>,
) -> Result<Response, Failure> {
    let operation = posted.begin_as(&app, &access.caller).await?;
    if !store::visit(&operation, access.organization.id, access.caller.user).await? {
        return Err(ProblemCode::NotFound.into());
    }
    operation.finish_empty(StatusCode::NO_CONTENT).await
}
