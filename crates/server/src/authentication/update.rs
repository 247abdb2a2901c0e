//! `PATCH /organizations/{org}/authentication`

use super::store;
use crate::{
    access::{Body, IfMatch, ManageAuthentication, OrgAccess},
    app::App,
    mfa,
    operation::Origin,
    organizations,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{
    ProblemCode,
    authentication::{Authentication, AuthenticationPatch},
};

/// Change who may join, and how members prove who they are
///
/// Requests that wait already stay. Once multi-factor authentication is forced, members without it get 403 `mfa_missing`
/// until they set it up; who forces it has to have it: 409 `mfa_off`.
#[utoipa::path(
    patch, path = "/organizations/{org}/authentication", tag = "authentication", request_body = AuthenticationPatch,
    params(("org" = String, Path, description = "Id or slug"), ("If-Match" = String, Header, description = "The version that was read")),
    responses((status = 200, description = "The decisions as they are now", body = Authentication, headers(("etag" = String, description = "Their version"))))
)]
pub async fn update_authentication(
    State(app): State<App>,
    access: OrgAccess<ManageAuthentication>,
    origin: Origin,
    version: IfMatch,
    Body(patch): Body<AuthenticationPatch>,
) -> Result<Response, Failure> {
    let id = access.organization.id;
    let operation = access.begin(&app, &origin).await?;
    let organization = &operation.organization;
    version.check(&organizations::store::etag(organization))?;
    let before = store::read(operation.tx(), organization).await?;
    if patch.force_mfa == Some(true) && !before.force_mfa {
        mfa::store::guard_on(&operation, operation.caller.user).await?;
    }
    if !store::changes(&before, &patch) {
        let etag = organizations::store::etag(organization);
        return operation.finish(StatusCode::OK, &before, Some(etag)).await;
    }
    store::change(&operation, organization, &before, &patch).await?;
    let organization = organizations::store::lock(&operation, id).await?.ok_or(ProblemCode::Internal)?;
    let after = store::read(operation.tx(), &organization).await?;
    let detail = serde_json::json!({"before": store::told(&before), "after": store::told(&after)});
    operation.audit_in(id, operation.caller.user, "authentication.update", id, detail).await?;
    operation.finish(StatusCode::OK, &after, Some(organizations::store::etag(&organization))).await
}
