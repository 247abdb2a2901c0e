//! `DELETE /organizations/{org}/domains/{id}`

use super::store;
use crate::{
    access::{Id, ManageInfrastructure, OrgAccess, PathParameters},
    app::App,
    authentication,
    operation::Origin,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};

/// Give a domain name up
///
/// Others can have it from then on, with a record of their own. Who has an address at it can no longer ask to join, unless
/// it is an admin's domain too.
#[utoipa::path(
    delete, path = "/organizations/{org}/domains/{id}", tag = "domains",
    params(("org" = String, Path, description = "Id or slug"), ("id" = uuid::Uuid, Path, description = "Which domain")),
    responses((status = 204, description = "Given up"))
)]
pub async fn release_domain(
    State(app): State<App>,
    access: OrgAccess<ManageInfrastructure>,
    origin: Origin,
    PathParameters(Id { id }): PathParameters<Id>,
) -> Result<Response, Failure> {
    let organization = access.organization.id;
    let operation = access.begin(&app, &origin).await?;
    let row = store::find(operation.tx(), organization, id).await?;
    store::release(&operation, id).await?;
    authentication::store::forget_domain(&operation, organization, &row.name).await?;
    let detail = serde_json::json!({"name": store::shown(&row)});
    operation.audit_in(organization, operation.caller.user, "domains.release", id, detail).await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await
}
