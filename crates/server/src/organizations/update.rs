//! `PATCH /organizations/{org}`

use super::store;
use crate::{
    access::{Body, IfMatch, OrgAccess, UpdateOrganization},
    app::App,
    db::entity::organization,
    operation::Origin,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::organizations::{Organization, OrganizationPatch};

/// Change an organization
///
/// A former slug goes on leading to the organization, and no other organization can take it.
#[utoipa::path(
    patch, path = "/organizations/{org}", tag = "organizations", request_body = OrganizationPatch,
    params(("org" = String, Path, description = "Id or slug"), ("If-Match" = String, Header, description = "The version that was read")),
    responses(
        (status = 200, description = "The organization as it is now", body = Organization, headers(("etag" = String, description = "Its version"))),
        (status = 308, description = "It has another slug now", headers(("location" = String, description = "The same under the current slug")))
    )
)]
pub async fn update_organization(
    State(app): State<App>,
    access: OrgAccess<UpdateOrganization>,
    origin: Origin,
    version: IfMatch,
    Body(patch): Body<OrganizationPatch>,
) -> Result<Response, Failure> {
    let operation = access.begin(&app, &origin).await?;
    let before = &operation.organization;
    version.check(&store::etag(before))?;
    let after = match store::update(&operation, before, &patch).await? {
        None => before.clone(),
        Some(after) => {
            let detail = serde_json::json!({"before": shown(before), "after": shown(&after)});
            let (id, actor) = (after.id, operation.caller.user);
            operation.audit_in(id, actor, "organizations.update", id, detail).await?;
            after
        }
    };
    let etag = store::etag(&after);
    let answer = store::present(after, operation.role, &operation.rules)?;
    operation.finish(StatusCode::OK, &answer, Some(etag)).await
}

/// What the audit log shows of an organization.
fn shown(row: &organization::Model) -> serde_json::Value {
    serde_json::json!({"name": row.name, "slug": row.slug, "description": row.description, "colour": row.colour})
}
